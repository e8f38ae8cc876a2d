export {
  type LinearAlgebra,
  type LinearAlgebraName,
  linearAlgebraBackends,
  useLinearAlgebra,
} from "./backend.js";
export { requireFinite } from "./finite-matrix.js";
export { type NullSpace, nullSpace } from "./null-space.js";
export { type OrthonormalBasis, orthonormalBasis } from "./orthonormal-basis.js";
export { type PivotedQR, qrWithColumnPivoting } from "./pivoted-qr.js";
export { type PrincipalAngles, principalAngles } from "./principal-angles.js";
export { RANK_TOLERANCE, type RankDecision, type RankGap, type RankOptions, rank } from "./rank.js";
export {
  type SingularValueDecomposition,
  singularValueDecomposition,
  singularValues,
} from "./singular-values.js";
export { SYMMETRY_TOLERANCE, type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.js";
