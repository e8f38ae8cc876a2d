export {
  type ActionGenerator,
  type DiscreteElement,
  type GeneratorDraft,
  type LieAction,
  lieAction,
  scaledAction,
} from "./action.js";
export {
  type LieDerivative,
  type LieDerivativeOptions,
  type LinearConditions,
  lieDerivative,
} from "./lie-derivative.js";
export { type LieMatrix, type LieMatrixOptions, lieMatrix } from "./lie-matrix.js";
export type { Differentiated, ImageSpace, ModelSpace } from "./model-space.js";
export { affineField, polynomialField, type VectorField, vectorField } from "./vector-field.js";
