export {
  type ComposedPolynomial,
  type ComposedPolynomialOptions,
  composedPolynomial,
  type FeatureKind,
  featureSymmetryDimension,
} from "./composed-polynomial.js";
export { PUBLISHED_RECOVERY, type PublishedRecovery } from "./published-recovery.js";
