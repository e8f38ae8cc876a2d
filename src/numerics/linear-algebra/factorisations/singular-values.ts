/**
 * A = U Σ Vᵀ, computed from A itself and never from AᵀA, which would lose every
 * singular value below √ε σ₁.
 *
 * | symbol | name   | shape                                                 |
 * | U      | U      | rows × rows, thin: rows × min(rows, columns)          |
 * | Σ      | values | min(rows, columns), descending, not negative          |
 * | V      | V      | columns × columns, thin: columns × min(rows, columns) |
 */
import { DomainError } from "../../../errors.js";
import { Matrix, type Vector } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import type { FactorPart, SingularFactors } from "../backend/linear-algebra.js";
import { requireFinite } from "../finite-matrix.js";

export interface SingularValueDecomposition {
  U: Matrix;
  values: Vector;
  V: Matrix;
}

/**
 * The singular value decomposition; columns of U and V are orthonormal. A matrix
 * without rows or columns has no values, and identities for U and V.
 * @throws DomainError when A is not finite, or its norm is beyond Float64
 */
export function singularValueDecomposition(
  A: Matrix,
  options: { thin?: boolean } = {},
): SingularValueDecomposition {
  const part = options.thin ? "thin" : "full";
  return singularFactors("singularValueDecomposition", A, part, part);
}

/** The min(rows, columns) singular values, descending. @throws DomainError when A is not finite */
export function singularValues(A: Matrix): Vector {
  return singularFactors("singularValues", A, "none", "none").values;
}

/** The factors that are asked for, of a matrix of any shape, the empty ones included. */
export function singularFactors(
  caller: string,
  A: Matrix,
  u: FactorPart,
  v: FactorPart,
): SingularFactors {
  requireFinite(caller, "A", A);
  if (A.rows === 0 || A.columns === 0) {
    const U = u === "full" ? Matrix.identity(A.rows) : new Matrix(A.rows, 0);
    const V = v === "full" ? Matrix.identity(A.columns) : new Matrix(A.columns, 0);
    return { U, values: new Float64Array(0), V };
  }
  const factors = linearAlgebra().singularFactors(A, u, v);
  requireFiniteNorm(caller, A, factors.values);
  return factors;
}

/** @throws DomainError when the largest of A's singular values is beyond Float64 */
export function requireFiniteNorm(caller: string, A: Matrix, values: Vector): void {
  if (values.length > 0 && !Number.isFinite(values[0])) {
    throw new DomainError(
      `${caller}: the largest singular value of A is beyond Float64 (largest entry ${A.maxAbs()}); scale A down.`,
    );
  }
}
