/**
 * A = V Λ Vᵀ for a symmetric matrix.
 *
 * | symbol | name    | shape | unit                       |
 * | Λ      | values  | n     | that of A; ascending       |
 * | V      | vectors | n × n | orthonormal columns        |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, type Vector } from "../matrix.js";
import { linearAlgebra } from "./backend.js";
import { requireFinite } from "./finite-matrix.js";

/** Largest |a_ij − a_ji| that still counts as symmetric, relative to the largest |a_ij|. */
export const SYMMETRY_TOLERANCE = 1e-10;

export interface SymmetricEigen {
  /** Ascending, length n. */
  values: Vector;
  /** n × n; column k belongs to values[k]. */
  vectors: Matrix;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric n × n matrix; the
 * asymmetry that rounding left is averaged away. A 0 × 0 matrix has none.
 * @throws ShapeError when A is not square, DomainError when it is not symmetric or not finite
 */
export function symmetricEigen(A: Matrix): SymmetricEigen {
  const n = A.rows;
  if (A.columns !== n) {
    throw new ShapeError(
      `symmetricEigen: got a ${n} × ${A.columns} matrix; expected a square one. For other shapes use singularValueDecomposition.`,
    );
  }
  requireFinite("symmetricEigen", "A", A);
  if (n === 0) return { values: new Float64Array(0), vectors: new Matrix(0, 0) };
  const symmetric = symmetrised(A);
  const { values, vectors } = linearAlgebra().symmetricEigen(symmetric);
  return { values, vectors };
}

function symmetrised(A: Matrix): Matrix {
  const out = new Matrix(A.rows, A.rows);
  const admitted = SYMMETRY_TOLERANCE * A.maxAbs();
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j <= i; j++) {
      const [lower, upper] = [A.at(i, j), A.at(j, i)];
      if (Math.abs(lower - upper) > admitted) {
        throw new DomainError(
          `symmetricEigen: A(${i}, ${j}) = ${lower} but A(${j}, ${i}) = ${upper}; expected a symmetric matrix (to ${SYMMETRY_TOLERANCE} of its largest entry). Pass (A + Aᵀ)/2 if that is what you mean.`,
        );
      }
      const value = lower === upper ? lower : lower / 2 + upper / 2;
      out.data[i * A.rows + j] = value;
      out.data[j * A.rows + i] = value;
    }
  }
  return out;
}
