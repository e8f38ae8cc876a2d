/** The kernels that `npm start` installs, by their names: ours, and tslab as the second. */
import { intertwineKernelSpec, kernelName } from "../kernel/index.js";
import { tslabKernelSpec } from "./tslab/kernelspec.js";

export function kernelSpecs(): Record<string, unknown> {
  return { [kernelName]: intertwineKernelSpec(), tslab: tslabKernelSpec() };
}
