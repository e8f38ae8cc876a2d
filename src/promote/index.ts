export {
  type RecoveryCell,
  type RecoveryControl,
  type RecoveryProgress,
  type RecoveryRow,
  recoveryGrid,
} from "./recovery/recovery-grid.js";
export type { RecoveryProblem } from "./recovery/recovery-problem.js";
export {
  type Recovery,
  type RecoveryNorm,
  type RecoveryOptions,
  type RecoveryTrial,
  recoverySamples,
} from "./recovery/recovery-samples.js";
export { LieOperator } from "./solver/lie-operator.js";
