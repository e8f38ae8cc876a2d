export { type CallCounts, callCounts } from "./call-counts.js";
export {
  type CanonicalPrincipalOptions,
  canonicalPrincipalFrame,
} from "./canonical-principal-frame.js";
export {
  LARGEST_SIGNED_DIMENSION,
  type PrincipalFrameOptions,
  principalFrame,
  stochasticPrincipalFrame,
} from "./principal-frame.js";
export { reweightedPrincipalFrame } from "./reweighted-frame.js";
