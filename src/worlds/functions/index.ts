export {
  hiddenCentre,
  hiddenRidge,
  hiddenRotation,
  quadricCone,
  rotationAndHeight,
  squaredLength,
} from "./symmetric-functions.js";
export {
  type FunctionSample,
  relativeTargetError,
  sampleTarget,
  type TargetFunction,
  targetValues,
} from "./target-function.js";
