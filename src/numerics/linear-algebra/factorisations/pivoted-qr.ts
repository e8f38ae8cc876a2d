/**
 * A Π = Q R with column pivoting: |R_kk| descends, so that the leading columns
 * of A Π are the ones that span A's range best.
 *
 * | symbol | name        | shape                                             |
 * | Q      | Q           | rows × k, k = min(rows, columns), orthonormal     |
 * | R      | R           | k × columns, upper triangular                     |
 * | Π      | permutation | columns; column j of A Π is column permutation[j] |
 */
import { Matrix } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import { requireFinite } from "../finite-matrix.js";

export interface PivotedQR {
  Q: Matrix;
  R: Matrix;
  permutation: Int32Array;
}

/**
 * QR with column pivoting. Without rows or columns, Q is rows × 0, R is
 * 0 × columns and the permutation is the identity.
 * @throws DomainError when A is not finite
 */
export function qrWithColumnPivoting(A: Matrix): PivotedQR {
  requireFinite("qrWithColumnPivoting", "A", A);
  if (A.rows === 0 || A.columns === 0) {
    return {
      Q: new Matrix(A.rows, 0),
      R: new Matrix(0, A.columns),
      permutation: Int32Array.from({ length: A.columns }, (_, j) => j),
    };
  }
  return linearAlgebra().pivotedQR(A);
}
