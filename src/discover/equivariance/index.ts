export {
  type EquivarianceGroup,
  type EquivarianceGroupOptions,
  equivarianceGroup,
  type LabelMatrix,
} from "./equivariance-group.js";
export {
  finiteGroupOf,
  inputRepresentation,
  nameOfEquivariances,
  outputRepresentation,
  pairRepresentation,
} from "./finite-group.js";
