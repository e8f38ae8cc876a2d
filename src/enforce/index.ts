export { type ActionClosure, actionClosure } from "./closure.js";
export type { ConstraintChoice } from "./constraints.js";
export { ENFORCE_TOLERANCE, type EnforcedSpace, type EnforceOptions, enforce } from "./enforce.js";
export type { FitOptions, SymmetricFit } from "./fit.js";
export * from "./intertwiners/index.js";
