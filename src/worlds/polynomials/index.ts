export {
  type ComposedPolynomial,
  type ComposedPolynomialOptions,
  composedPolynomial,
  type FeatureKind,
  featureSymmetryDimension,
  uniformPoints,
} from "./composed-polynomial.js";
export { PUBLISHED_RECOVERY, type PublishedRecovery } from "./published-recovery.js";
