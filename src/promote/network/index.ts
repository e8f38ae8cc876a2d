export { type LayerPenaltyOptions, layerPenalty } from "./layer-penalty.js";
export { type LiePenaltyOptions, liePenalty, type PenaltyRegion } from "./lie-penalty.js";
export { type LieNorm, type NormReading, smoothedNorm } from "./smoothed-norm.js";
