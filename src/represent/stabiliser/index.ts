export {
  type CloudSymmetries,
  type CloudSymmetryOptions,
  cloudSymmetries,
} from "./cloud-symmetries.js";
export { type FrameSymmetry, frameSymmetry } from "./frame-symmetry.js";
export {
  type PlanarSymmetry,
  type PlanarSymmetryOptions,
  planarSymmetry,
} from "./planar-symmetry.js";
export {
  axisError,
  type ElementDistance,
  orderError,
  poseErrorModuloStabiliser,
  rotationAngle,
} from "./pose-error.js";
export { type GroupFunction, type Suitability, suitability } from "./suitability.js";
