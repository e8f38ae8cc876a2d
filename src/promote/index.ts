export type { PromotionData } from "./data.js";
export { type DiscreteOptions, type DiscretePromotion, promoteDiscrete } from "./discrete.js";
export * from "./network/index.js";
export {
  type CrossValidation,
  crossValidate,
  type PathOptions,
  type PathPoint,
  type Penalty,
  promotionPath,
  relativeError,
} from "./penalties.js";
export { type PromoteOptions, type Promotion, promote } from "./promote.js";
export {
  type PolynomialRecoveryOptions,
  type PolynomialTarget,
  polynomialRecovery,
} from "./recovery/polynomial-recovery.js";
export {
  type RecoveryCell,
  type RecoveryControl,
  type RecoveryProgress,
  type RecoveryRow,
  recoveryGrid,
} from "./recovery/recovery-grid.js";
export {
  type RecoveryData,
  type RecoveryProblem,
  recoveryProblem,
} from "./recovery/recovery-problem.js";
export {
  type Recovery,
  type RecoveryNorm,
  type RecoveryOptions,
  type RecoveryTrial,
  recoverySamples,
} from "./recovery/recovery-samples.js";
export { type RankedRefit, type Refit, type RefitOptions, refit, refitRanks } from "./refit.js";
export { LieOperator } from "./solver/lie-operator.js";
export type { SolverOptions, SolverProgress, SolverStart } from "./solver/minimise.js";
export type { Optimality } from "./solver/optimality.js";
export { algebraBeyond, type Spectrum } from "./spectrum.js";
