export {
  affineComposition,
  collected,
  product as polynomialProduct,
} from "./affine-composition.js";
export { ballMeasure } from "./ball-measure.js";
export type { PolynomialMeasure } from "./measure.js";
export { monomialLieMatrix } from "./monomial-lie-matrix.js";
export { MonomialList, type MonomialSet, monomialGradients } from "./monomial-set.js";
export { binomial, LARGEST_MONOMIAL_BASIS, MonomialBasis } from "./monomials.js";
export {
  affinePolynomialField,
  checkedPolynomialField,
  directionalTerms,
  divergence,
  exponentSum,
  fieldJacobian,
  type Polynomial,
  type PolynomialField,
  type PolynomialTerm,
  partialDerivative,
  polynomialValue,
} from "./polynomial.js";
export { boxMeasure, gaussianMeasure } from "./product-measures.js";
export { monteCarloMeasure } from "./sampled-measure.js";
