export {
  type ActionGenerator,
  type DiscreteElement,
  type GeneratorDraft,
  type LieAction,
  lieAction,
  scaledAction,
} from "./action.js";
export {
  type AffineActionOptions,
  type AffineGroup,
  affineAction,
  type OutputLaw,
} from "./affine-action.js";
export {
  type LieDerivative,
  type LieDerivativeOptions,
  type LinearConditions,
  lieDerivative,
} from "./lie-derivative.js";
export { type LieMatrix, type LieMatrixOptions, lieMatrix } from "./lie-matrix.js";
export type { Differentiated, ImageSpace, ModelSpace } from "./model-space.js";
export { representationAction } from "./representation-action.js";
export {
  type FunctionLibraryOptions,
  functionLibrary,
  type LibraryFunction,
} from "./spaces/function-library.js";
export { hamiltonianConditions } from "./spaces/hamiltonian.js";
export { type IntegralKernelOptions, polynomialKernels } from "./spaces/integral-kernels.js";
export {
  linearMaps,
  monomialLibrary,
  type PolynomialMapOptions,
  polynomialMaps,
} from "./spaces/polynomial-maps.js";
export type { PolynomialSpace } from "./spaces/polynomial-space.js";
export { polynomialVectorFields } from "./spaces/vector-fields.js";
export { affineField, polynomialField, type VectorField, vectorField } from "./vector-field.js";
