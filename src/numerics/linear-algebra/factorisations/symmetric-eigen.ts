/**
 * A = V Λ Vᵀ for a symmetric matrix.
 *
 * | symbol | name    | shape | unit                       |
 * | Λ      | values  | n     | that of A; ascending       |
 * | V      | vectors | n × n | orthonormal columns        |
 */
import { Matrix, type Vector } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import { requireRepresentable } from "../finite-matrix.js";
import { requireSymmetric } from "../symmetric-part.js";

export interface SymmetricEigen {
  /** Ascending, length n. */
  values: Vector;
  /** n × n; column k belongs to values[k]. */
  vectors: Matrix;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric n × n matrix; the
 * asymmetry that rounding left is averaged away. A 0 × 0 matrix has none.
 * @throws ShapeError when A is not square; DomainError when it is not symmetric or not
 * finite, or has an eigenvalue beyond Float64
 */
export function symmetricEigen(A: Matrix): SymmetricEigen {
  const symmetric = requireSymmetric("symmetricEigen", "A", A);
  if (A.rows === 0) return { values: new Float64Array(0), vectors: new Matrix(0, 0) };
  const { values, vectors } = linearAlgebra().symmetricEigen(symmetric);
  requireRepresentable("symmetricEigen", "an eigenvalue", values);
  return { values, vectors };
}
