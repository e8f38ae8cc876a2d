export { type Plan, type PlanOptions, plan } from "./plan.js";
export type { Step } from "./recording/record-step.js";
export type { StepResult } from "./recording/results.js";
export type { LineTime, LineTimes } from "./report/line-times.js";
export {
  type PlannedShape,
  type PlanReport,
  plannedLines,
  type RecordedKernel,
  type ReplayedOperation,
} from "./report/report.js";
