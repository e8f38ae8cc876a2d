export { type Plan, type PlanOptions, type PlanReport, plan } from "./plan.js";
export type { Step, StepResult } from "./record-step.js";
