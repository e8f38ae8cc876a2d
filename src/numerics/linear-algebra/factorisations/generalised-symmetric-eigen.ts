/**
 * A v = λ B v for symmetric A and symmetric positive definite B: with B = L Lᵀ the symmetric
 * matrix L⁻¹ A L⁻ᵀ has the same λ, and its vectors are Lᵀ v.
 *
 * | symbol | name    | shape | unit                                     |
 * | λ      | values  | n     | that of A over that of B; ascending      |
 * | v      | vectors | n × n | columns, Vᵀ B V = 1, Vᵀ A V = diag(λ)    |
 *
 * The error of each λ is about ε ‖A‖ ‖B⁻¹‖: small λ lose digits where B is nearly singular.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix, type Vector } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import { requireRepresentable } from "../finite-matrix.js";
import { requireSymmetric } from "../symmetric-part.js";
import { factorise } from "./cholesky.js";

export interface GeneralisedSymmetricEigen {
  /** Ascending, length n. */
  values: Vector;
  /** n × n; column k belongs to values[k]; orthonormal in the inner product of B. */
  vectors: Matrix;
}

/**
 * Eigenvalues and B-orthonormal eigenvectors. Where B has a null space, its directions
 * belong to no finite λ, so that a semidefinite B is refused; restrict both matrices to
 * the range of B first.
 * @throws ShapeError when A or B is not square or their sizes differ; DomainError when one
 * is not finite or not symmetric, when B is not positive definite, and when a value is
 * beyond Float64
 */
export function generalisedSymmetricEigen(A: Matrix, B: Matrix): GeneralisedSymmetricEigen {
  const caller = "generalisedSymmetricEigen";
  const symmetric = requireSymmetric(caller, "A", A);
  if (B.rows !== A.rows || B.columns !== A.columns) {
    throw new ShapeError(
      `${caller}: B is ${B.rows} × ${B.columns} for an A of ${A.rows} × ${A.columns}; expected the same shape.`,
    );
  }
  const { factor, failed, pivot } = factorise(caller, "B", B);
  if (!factor) {
    throw new DomainError(
      `${caller}: B is not positive definite: its pivot ${failed} is ${pivot} beside B(${failed}, ${failed}) = ${B.at(failed, failed)}, which is not above rounding. If B is semidefinite, take E = orthonormalBasis(B).basis and pass Eᵀ A E and Eᵀ B E; the vectors are then E v. If only A is positive definite, exchange A and B: the values are 1/λ.`,
    );
  }
  if (A.rows === 0) return { values: new Float64Array(0), vectors: new Matrix(0, 0) };
  const half = factor.solveLower(symmetric);
  const whole = factor.solveLower(half.transpose());
  const { values, vectors } = linearAlgebra().symmetricEigen(symmetrised(whole));
  requireRepresentable(caller, "an eigenvalue", values);
  return { values, vectors: factor.solveUpper(vectors) };
}

/** (C + Cᵀ)/2, for a matrix that only rounding keeps from being symmetric. */
function symmetrised(C: Matrix): Matrix {
  const n = C.rows;
  const out = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = C.data[i * n + j] / 2 + C.data[j * n + i] / 2;
      out.data[i * n + j] = value;
      out.data[j * n + i] = value;
    }
  }
  return out;
}
