export {
  type CanonicalMargin,
  type CanonicalRule,
  type CanonicalSpace,
  type CanonicalVerdict,
  canonicalSpace,
} from "./canonical-space.js";
export {
  type CanonicalEigenvectors,
  type CanonicalOptions,
  canonicalizeEigenvectors,
  type KeptSpace,
} from "./canonicalize-eigenvectors.js";
export { type Eigenspace, eigenspaces, SPACE_TOLERANCE } from "./eigenspaces.js";
export { ambiguity, encodings, LEFTOVER_LIMIT } from "./leftover.js";
export { type SpectralOperator, spectralOperator } from "./spectral-operator.js";
