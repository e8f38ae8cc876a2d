export type { InspectableFrame } from "./inspectable-frame.js";
export { type LinearFrameOptions, minimalLinearFrame } from "./linear/linear-frame.js";
export type { LinearFamily } from "./linear/linear-stabiliser.js";
export type { BasisChoice, LinearPose, Stabiliser } from "./linear-pose.js";
export { type MinimalFrameOptions, minimalFrame } from "./minimal-frame.js";
export {
  minimalOrthogonalFrame,
  type OrthogonalFrameOptions,
} from "./orthogonal/orthogonal-frame.js";
export type { PermutationPose } from "./permutation-pose.js";
export {
  minimalPseudoOrthogonalFrame,
  type PseudoOrthogonalFrameOptions,
} from "./pseudo-orthogonal/pseudo-orthogonal-frame.js";
export type { Selection } from "./span/axes.js";
export { type Precision, SPAN_TOLERANCE, type SpanOptions } from "./span/precision.js";
export type { UnitaryFrameOptions } from "./unitary/unitary-decision.js";
export { minimalUnitaryFrame } from "./unitary/unitary-frame.js";
