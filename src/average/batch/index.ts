export {
  type BatchedFrameOptions,
  type BatchedFrames,
  type BatchedPrincipalAxes,
  batchedFrames,
  batchedPrincipalAxes,
} from "./batched-frames.js";
export type { BatchedFamily } from "./batched-group.js";
export { carryBack } from "./carry-back.js";
export { type CloudBatch, LARGEST_BATCH_DIMENSION } from "./cloud-batch.js";
export { type CloudForms, cloudForms } from "./cloud-forms.js";
export { type FramedBodiesOptions, framedBodies } from "./framed-bodies.js";
export {
  type BodyPoses,
  type MovingBodies,
  type PosedBodies,
  posedBodies,
} from "./posed-bodies.js";
export { type WeightedBodies, weightedBodies } from "./weighted-bodies.js";
