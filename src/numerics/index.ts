export {
  type ExactAssignment,
  exactAssignment,
  exactCloudAssignment,
} from "./assignment.js";
export { chiSquareTail } from "./chi-square-tail.js";
export type { DifferentiableMap } from "./differentiable-map.js";
export { dot } from "./dot.js";
export { fisherQuantile } from "./fisher-quantile.js";
export { type GapClusters, gapClusters } from "./gap-clusters.js";
export { gaussLegendre, LARGEST_LEGENDRE_RULE } from "./gauss-legendre.js";
export * from "./information/index.js";
export * from "./linear-algebra/index.js";
export { Matrix, type Vector } from "./matrix.js";
export * from "./matrix-functions/index.js";
export * from "./neighbours/index.js";
export {
  type NumericalDerivativeOptions,
  numericalDifferentiable,
} from "./numerical-differentiable.js";
export * from "./permutations/index.js";
export * from "./polynomial/index.js";
export {
  gaussHermite,
  LARGEST_HERMITE_RULE,
  type Quadrature,
} from "./quadrature.js";
export { MersenneTwister } from "./random/mersenne-twister.js";
export { binomialCount, multinomialCounts } from "./random/multinomial-counts.js";
export { RandomStream } from "./random/random-stream.js";
export type { Key } from "./random/threefry.js";
export { uniformPoints } from "./random/uniform-points.js";
export { uniformDirection, uniformRotation } from "./random/uniform-turns.js";
export * from "./ranking/index.js";
export * from "./sparse/index.js";
export * from "./spectrum/index.js";
export {
  type ConfidenceInterval,
  confidenceInterval,
  type LinearRegression,
  linearRegression,
  mean,
  quantile,
  standardDeviation,
} from "./statistics.js";
export { studentQuantile } from "./student-t.js";
export { vectorProduct } from "./vector-product.js";
