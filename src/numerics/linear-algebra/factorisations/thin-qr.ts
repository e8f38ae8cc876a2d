/**
 * A = Q R by Householder reflections, without pivots.
 *
 * | symbol | name | shape                                           |
 * | Q      | Q    | rows × k, k = min(rows, columns), orthonormal   |
 * | R      | R    | k × columns, upper triangular, R_ii ≥ 0         |
 */
import { Matrix } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import { requireFinite } from "../finite-matrix.js";

export interface ThinQR {
  Q: Matrix;
  R: Matrix;
}

/**
 * The thin QR factorisation; unique where A has full column rank. For decisions about rank
 * use qrWithColumnPivoting or nullSpace. Without rows or columns Q is rows × 0.
 * @throws DomainError when A is not finite
 */
export function thinQR(A: Matrix): ThinQR {
  requireFinite("thinQR", "A", A);
  if (A.rows === 0 || A.columns === 0) {
    return { Q: new Matrix(A.rows, 0), R: new Matrix(0, A.columns) };
  }
  const { Q, R } = linearAlgebra().thinQR(A);
  for (let i = 0; i < R.rows; i++) {
    if (R.at(i, i) >= 0) continue;
    for (let j = i; j < R.columns; j++) R.data[i * R.columns + j] *= -1;
    for (let k = 0; k < Q.rows; k++) Q.data[k * Q.columns + i] *= -1;
  }
  return { Q, R };
}
