export { type Plan, type PlanOptions, plan } from "./plan.js";
export type { Step, StepResult } from "./record-step.js";
export {
  type PlannedShape,
  type PlanReport,
  plannedLines,
  type RecordedKernel,
  type ReplayedOperation,
} from "./report.js";
