export {
  type CloudClassifier,
  type CloudClassifierOptions,
  classAccuracy,
  type LabelledClouds,
  trainCloudClassifier,
} from "./clouds/cloud-classifier.js";
export {
  CLOUD_ORDERS,
  type CloudArray,
  type CloudOrder,
  type CloudOrderName,
  type CloudOrderOptions,
  cloudOrder,
  writeBatch,
} from "./clouds/cloud-orders.js";
export { type OrderBatchOptions, orderBatches } from "./clouds/order-batches.js";
export { type TruncationCost, truncationCost } from "./cutoff.js";
export { type FrameSizes, frameSizes } from "./frame-sizes.js";
export { weightedFrame } from "./group-weights.js";
export { bothOutputs, type OrderedPose, orderedFrame } from "./ordered-frame.js";
export { directionFrame } from "./orders/directions.js";
export type { OrderPose } from "./orders/order-pose.js";
export { type SeparatorOptions, separatorCount, separatorFrame } from "./orders/separators.js";
export {
  LIGHT_LIKE,
  type LorentzFrameOptions,
  weightedLorentzFrame,
} from "./rotations/lorentz-frame.js";
export {
  CHAIN_TOLERANCE,
  MOST_POSES,
  type RotationFrameOptions,
  weightedRotationFrame,
} from "./rotations/rotation-frame.js";
export { stableRows, stableVectors } from "./stable.js";
export { type TruncationMeans, truncationMeans } from "./truncation-means.js";
export { drawnFrame, type SampledFrame, type WeightedFrame } from "./weighted-frame.js";
