export { startEngine } from "./engine/engine.js";
export type { Engine, ExecuteRequest, Outcome, Output } from "./engine/types.js";
export { intertwineKernelSpec, type KernelSpec, kernelName } from "./kernelspec.js";
export type { CheckMode, Diagnostic, Language } from "./language/language.js";
export { startLanguage } from "./language/worker-language.js";
