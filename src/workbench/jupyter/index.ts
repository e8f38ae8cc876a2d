export { deadlineAfter } from "./deadline.js";
export { failure, isError } from "./failure.js";
export type { ExecuteOptions, Execution, StartOptions } from "./kernel.js";
export { Kernel, startKernel } from "./kernel.js";
export type { KernelSpec } from "./kernelspec.js";
export { readKernelSpec } from "./kernelspec.js";
export type { DisplayOutput, ErrorOutput, Output, ResultOutput, StreamOutput } from "./outputs.js";
export { CellOutputs } from "./outputs.js";
