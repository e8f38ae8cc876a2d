export {
  LARGEST_LISTED_FRAME,
  type SpectralFrameSize,
  type SpectralGraphFrameOptions,
  spectralFrameSize,
  spectralGraphFrame,
} from "./spectral-frame.js";
export { EIGENSPACE_TOLERANCE, type VertexKey } from "./vertex-keys.js";
