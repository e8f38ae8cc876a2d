export type { InspectableFrame } from "./inspectable-frame.js";
export type { BasisChoice, LinearPose, Stabiliser } from "./linear-pose.js";
export { type MinimalFrameOptions, minimalFrame } from "./minimal-frame.js";
export {
  minimalOrthogonalFrame,
  type OrthogonalFrameOptions,
} from "./orthogonal/orthogonal-frame.js";
export type { PermutationPose } from "./permutation-pose.js";
export type { Selection } from "./span/axes.js";
export { type Precision, SPAN_TOLERANCE, type SpanOptions } from "./span/precision.js";
