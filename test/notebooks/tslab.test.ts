/** Every notebook under the second kernel; in a file of its own, since files run side by side. */
import { join } from "node:path";
import { notebooksIn } from "../../src/cli/reproduce/papers.js";
import { tslabKernelSpec } from "../../src/cli/tslab/kernelspec.js";
import { root } from "../fixtures/fixture.js";
import { runsAtSmoke } from "../fixtures/runs-at-smoke.js";

describe("notebooks under tslab", () => {
  for (const name of notebooksIn(join(root, "notebooks"))) {
    runsAtSmoke(name, "tslab", tslabKernelSpec());
  }
});
