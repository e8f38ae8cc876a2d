export {
  type DrawNetwork,
  type EquivarianceCell,
  type EquivarianceSetting,
  equivarianceTable,
  type Wrapping,
} from "./equivariance-table.js";
export {
  type EquivarianceTrial,
  equivarianceTrials,
  meanRowDistance,
  type Rows,
  type TrialErrors,
  type TrialOptions,
} from "./equivariance-trials.js";
export {
  complexMotion,
  type DrawMotion,
  type LinearMotionOptions,
  linearMotion,
  type Motion,
  pairMotion,
  productMotion,
  rowMotion,
} from "./motion.js";
export { movedBatch } from "./moved-batch.js";
export { PUBLISHED_ERRORS, type PublishedErrors } from "./published-errors.js";
export { randomInvertible, randomLorentz, randomUnimodular } from "./random-elements.js";
export { type Separation, type SeparationOptions, unseparatedPairs } from "./unseparated-pairs.js";
