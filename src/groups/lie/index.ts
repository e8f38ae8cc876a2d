export { ALGEBRA_TOLERANCE, algebraCoordinates, algebraElement } from "./algebra-coordinates.js";
export {
  affineGroup,
  euclideanGroup,
  specialEuclideanGroup,
  translationGroup,
} from "./catalogue/euclidean.js";
export { galileiGroup } from "./catalogue/galilei.js";
export {
  generalLinearGroup,
  type LinearComponents,
  scalingGroup,
  specialLinearGroup,
} from "./catalogue/linear.js";
export { orthogonalGroup, specialOrthogonalGroup } from "./catalogue/orthogonal.js";
export {
  type PseudoOrthogonalComponents,
  pseudoMetric,
  pseudoOrthogonalGroup,
} from "./catalogue/pseudo-orthogonal.js";
export { symplecticForm, symplecticGroup } from "./catalogue/symplectic.js";
export { specialUnitaryGroup, unitaryGroup } from "./catalogue/unitary.js";
export { homogeneousMatrix, homogeneousParts } from "./homogeneous.js";
export {
  affineParts,
  LIE_ELEMENT_TOLERANCE,
  type MatrixLieGroup,
  type MatrixLieGroupDescription,
  matrixLieGroup,
} from "./matrix-lie-group.js";
export {
  type FiniteProductGroup,
  type LieProductGroup,
  type ProductGroup,
  productGroup,
} from "./product-group.js";
