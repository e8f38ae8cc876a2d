export { subsampledCloud } from "./cloud.js";
export {
  distanceToProjection,
  projectedCloud,
  relativeDistanceToProjection,
} from "./projection.js";
export { type SymmetrisedCloud, symmetrisedCloud } from "./symmetrised-cloud.js";
export { relativeMeanDistance, secondMoment, wasserstein2Squared } from "./wasserstein.js";
