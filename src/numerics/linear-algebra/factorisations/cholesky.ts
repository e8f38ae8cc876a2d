/**
 * A = L Lᵀ for a symmetric positive definite matrix.
 *
 * | symbol | name | shape                                |
 * | L      | L    | n × n, lower triangular, L_kk > 0    |
 *
 * The pivot L_kk² is what remains of a_kk after the variables before it are eliminated. It
 * carries a rounding error of n ε a_kk or more; a pivot no larger than that is not known
 * to be positive, and the matrix is refused. The decision does not change when rows and
 * columns are scaled together. To decide about rank, use symmetricEigen.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix } from "../../matrix.js";
import { linearAlgebra } from "../backend/backend.js";
import { requireFinite, requireRepresentable } from "../finite-matrix.js";
import { requireSymmetric } from "../symmetric-part.js";

export class CholeskyFactor {
  /** n × n, lower triangular with positive diagonal. */
  readonly L: Matrix;

  constructor(L: Matrix) {
    this.L = L;
  }

  /**
   * X with A X = B, for any number of right-hand sides in the columns of B (n × k).
   * @throws ShapeError, DomainError when B is not finite or X is beyond Float64
   */
  solve(B: Matrix): Matrix {
    return this.#substitute("solve", this.#substitute("solve", B, false), true);
  }

  /** X with L X = B, for B of n rows. @throws as solve */
  solveLower(B: Matrix): Matrix {
    return this.#substitute("solveLower", B, false);
  }

  /** X with Lᵀ X = B, for B of n rows. @throws as solve */
  solveUpper(B: Matrix): Matrix {
    return this.#substitute("solveUpper", B, true);
  }

  /** log det A, which does not over- or underflow. */
  logDeterminant(): number {
    let sum = 0;
    for (let k = 0; k < this.L.rows; k++) sum += 2 * Math.log(this.L.at(k, k));
    return sum;
  }

  #substitute(method: string, B: Matrix, transposed: boolean): Matrix {
    const caller = `CholeskyFactor.${method}`;
    if (B.rows !== this.L.rows) {
      throw new ShapeError(
        `${caller}: B has ${B.rows} rows for a ${this.L.rows} × ${this.L.rows} factor; expected ${this.L.rows}.`,
      );
    }
    requireFinite(caller, "B", B);
    if (B.data.length === 0) return new Matrix(B.rows, B.columns);
    const X = linearAlgebra().triangularSolve(this.L, B, transposed);
    requireRepresentable(caller, "the solution", X.data);
    return X;
  }
}

/**
 * The Cholesky factor of a symmetric positive definite n × n matrix.
 * @throws ShapeError when A is not square; DomainError when it is not finite or not
 * symmetric, and, naming the pivot, when it is not positive definite
 */
export function cholesky(A: Matrix): CholeskyFactor {
  const { factor, failed, pivot } = factorise("cholesky", "A", A);
  if (factor) return factor;
  throw new DomainError(
    `cholesky: A is not positive definite: pivot ${failed} is ${pivot} beside A(${failed}, ${failed}) = ${A.at(failed, failed)}, which is not above rounding. For a semidefinite A use leastSquares or symmetricEigen, or add a multiple of the identity if that is what you mean.`,
  );
}

/** The factor, or the first pivot that is not known to be positive. @throws ShapeError, DomainError */
export function factorise(
  caller: string,
  argument: string,
  A: Matrix,
): { factor?: CholeskyFactor; failed: number; pivot: number } {
  const symmetric = requireSymmetric(caller, argument, A);
  const n = A.rows;
  if (n === 0) return { factor: new CholeskyFactor(new Matrix(0, 0)), failed: -1, pivot: 0 };
  const { L, failed } = linearAlgebra().cholesky(symmetric);
  for (let k = 0; k < (failed < 0 ? n : failed); k++) {
    const pivot = L.at(k, k) ** 2;
    if (!(pivot > n * Number.EPSILON * A.at(k, k))) return { failed: k, pivot };
  }
  if (failed < 0) return { factor: new CholeskyFactor(L), failed, pivot: 0 };
  return { failed, pivot: remainder(symmetric, L, failed) };
}

/** a_kk − Σ_{j<k} L_kj², from the rows before k: L_kj is solved for anew, since a failed factor does not hold it. */
function remainder(A: Matrix, L: Matrix, k: number): number {
  const row = new Float64Array(k);
  let rest = A.at(k, k);
  for (let j = 0; j < k; j++) {
    let sum = A.at(k, j);
    for (let i = 0; i < j; i++) sum -= row[i] * L.at(j, i);
    row[j] = sum / L.at(j, j);
    rest -= row[j] ** 2;
  }
  return rest;
}
