import { build } from "./build.mjs";
import { installKernels } from "./kernel.mjs";
import { checkNode } from "./node.mjs";
import { installPackages } from "./packages.mjs";
import { installPython } from "./python.mjs";

/** From a fresh clone to a built library, and a JupyterLab that knows its kernel. */
export async function prepare() {
  checkNode();
  installPackages();
  build();
  installPython();
  await installKernels();
}
