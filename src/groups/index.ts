export { allPermutations } from "./all-permutations.js";
export {
  cyclicGroup,
  type DihedralElement,
  dihedralGroup,
  type Signs,
  signGroup,
  symmetricGroup,
  trivialGroup,
} from "./catalogue.js";
export { circleGroup } from "./circle-group.js";
export {
  assertEquivariant,
  EQUIVARIANCE_TOLERANCE,
  type EquivarianceMeasure,
  type EquivarianceOptions,
  equivarianceError,
  type Law,
  type Model,
} from "./equivariance.js";
export * from "./finite/index.js";
export {
  type FiniteGroupDescription,
  finiteGroup,
  LARGEST_FINITE_ORDER,
} from "./finite-group.js";
export {
  type FiniteGroup,
  type Group,
  isFiniteGroup,
  isLieGroup,
  type LieGroup,
  requireSameGroup,
} from "./group.js";
export { type HaarQuadrature, haarQuadrature } from "./haar.js";
export * from "./lie/index.js";
export * from "./lie-algebra/index.js";
export { MATRIX_ELEMENT_TOLERANCE, matrixGroup } from "./matrix-group.js";
export { type Permutation, permutationGroup } from "./permutation-group.js";
export {
  directSum,
  dual,
  homRepresentation,
  power,
  tensorProduct,
} from "./representation/algebra.js";
export {
  assertRepresentation,
  isOrthogonal,
  REPRESENTATION_TOLERANCE,
  type RepresentationCheck,
} from "./representation/check.js";
export { representationFromGenerators } from "./representation/from-generators.js";
export {
  exteriorPower,
  exteriorPowerBasis,
  type PowerBasis,
  symmetricPower,
  symmetricPowerBasis,
} from "./representation/powers.js";
export {
  algebraEmbedding,
  blockEmbedding,
  externalTensor,
  factorRepresentation,
  type Homomorphism,
  restriction,
} from "./representation/pullback.js";
export {
  type Representation,
  type RepresentationOptions,
  representation,
  trivialRepresentation,
} from "./representation/representation.js";
export { sparseDifferential, sparseMatrix } from "./representation/sparse.js";
export {
  circleRepresentation,
  cyclicRepresentation,
  definingRepresentation,
  dihedralRepresentation,
  permutationRepresentation,
  regularRepresentation,
  signRepresentation,
} from "./representation/standard.js";
export {
  type RepresentationStructure,
  type Summand,
  type TensorFactor,
  tensorSummands,
} from "./representation/structure.js";
export {
  determinantRepresentation,
  orientationRepresentation,
  pseudovectorRepresentation,
  signCharacter,
  vectorRepresentation,
} from "./representation/vectors.js";
export {
  type FixedSpace,
  type FixedSpaceOptions,
  fixedSpace,
  PROJECTOR_TOLERANCE,
  reynoldsProjector,
} from "./reynolds.js";
