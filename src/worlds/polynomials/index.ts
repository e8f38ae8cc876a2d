export {
  type ComposedPolynomial,
  type ComposedPolynomialOptions,
  composedPolynomial,
  type FeatureKind,
  featureSymmetryDimension,
  uniformPoints,
} from "./composed-polynomial.js";
