/** The kernel in the front ends that people use, each as it is installed. */
import { classicNotebook } from "./classic-notebook.js";
import { labEditor } from "./lab-editor.js";
import { labOutput } from "./lab-output.js";
import { labRuns } from "./lab-runs.js";
import { labServices } from "./lab-services.js";
import { useSetting } from "./setting.js";
import { useLab } from "./use-lab.js";

describe("the kernel in a front end", function () {
  this.timeout(120_000);
  const setting = useSetting();

  describe("JupyterLab", () => {
    const lab = useLab(setting);
    describe("runs cells", () => labRuns(lab));
    describe("shows what cells give", () => labOutput(setting, lab));
    describe("helps to write", () => labEditor(lab));
  });
  describe("the classic Notebook", () => classicNotebook(setting));
  describe("@jupyterlab/services in Node.js", () => labServices(setting));
});
