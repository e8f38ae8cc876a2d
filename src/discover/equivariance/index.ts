export {
  type EquivarianceGroup,
  type EquivarianceGroupOptions,
  equivarianceGroup,
  type LabelMatrix,
} from "./equivariance-group.js";
