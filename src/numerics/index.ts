export {
  type ExactAssignment,
  exactAssignment,
  exactCloudAssignment,
} from "./assignment.js";
export * from "./linear-algebra/index.js";
export { Matrix, type Vector } from "./matrix.js";
export {
  gaussHermite,
  LARGEST_HERMITE_RULE,
  type Quadrature,
} from "./quadrature.js";
export { RandomStream } from "./random/random-stream.js";
export type { Key } from "./random/threefry.js";
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
