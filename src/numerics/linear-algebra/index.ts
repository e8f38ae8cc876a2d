export { linearAlgebraBackends, useLinearAlgebra } from "./backend/backend.js";
export type { LinearAlgebra, LinearAlgebraName } from "./backend/linear-algebra.js";
export { columnRange } from "./column-range.js";
export { CholeskyFactor, cholesky } from "./factorisations/cholesky.js";
export {
  type GeneralisedSymmetricEigen,
  generalisedSymmetricEigen,
} from "./factorisations/generalised-symmetric-eigen.js";
export { type PivotedQR, qrWithColumnPivoting } from "./factorisations/pivoted-qr.js";
export {
  type SingularValueDecomposition,
  singularValueDecomposition,
  singularValues,
} from "./factorisations/singular-values.js";
export { type SymmetricEigen, symmetricEigen } from "./factorisations/symmetric-eigen.js";
export { type ThinQR, thinQR } from "./factorisations/thin-qr.js";
export { requireFinite, requireMatrix, requireRepresentable } from "./finite-matrix.js";
export { type LeastSquares, leastSquares } from "./least-squares.js";
export { type NullSpace, nullSpace } from "./null-space.js";
export { type OrthonormalBasis, orthonormalBasis } from "./orthonormal-basis.js";
export { type PrincipalAngles, principalAngles } from "./principal-angles.js";
export { crossProduct, product } from "./products.js";
export { RANK_TOLERANCE, type RankDecision, type RankGap, type RankOptions, rank } from "./rank.js";
export { SYMMETRY_TOLERANCE } from "./symmetric-part.js";
