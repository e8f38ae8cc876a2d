export { type RelevanceSolution, solveAtRelevance } from "./at-relevance.js";
export { type CriticalBeta, criticalBeta } from "./critical-beta.js";
export { fullInformation } from "./full-information.js";
export type { LevelLaws } from "./letters.js";
export {
  type IntertwiningOptions,
  iibSolve,
  intertwiningBottleneck,
  intertwiningPath,
} from "./solve.js";
export {
  type CurveOptions,
  type CurvePiece,
  type TradeoffCurve,
  tradeoffCurve,
} from "./tradeoff-curve.js";
