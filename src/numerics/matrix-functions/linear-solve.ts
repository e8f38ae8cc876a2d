/**
 * Square linear systems by Gaussian elimination with partial pivoting, P A = L U.
 *
 * | symbol | name here | shape |
 * | A      | matrix    | n × n |
 * | B      | right     | n × k |
 * | X      | result    | n × k, A X = B |
 */
import { DomainError, ShapeError } from "../../errors.js";
import {
  requireFinite,
  requireRepresentable,
  requireSquare,
} from "../linear-algebra/finite-matrix.js";
import { Matrix } from "../matrix.js";

/**
 * X with A X = B.
 * @throws ShapeError for shapes that do not fit; DomainError for NaN and Infinity, when A
 *   has no inverse and when X is beyond Float64
 */
export function linearSolve(matrix: Matrix, right: Matrix): Matrix {
  return solution("linearSolve", matrix, right);
}

/** A⁻¹. @throws ShapeError unless A is square; DomainError as `linearSolve` */
export function inverseMatrix(matrix: Matrix): Matrix {
  const size = requireSquare("inverseMatrix", "A", matrix);
  return solution("inverseMatrix", matrix, Matrix.identity(size));
}

function solution(caller: string, matrix: Matrix, right: Matrix): Matrix {
  const size = requireSquare(caller, "A", matrix);
  requireFinite(caller, "B", right);
  if (right.rows !== size) {
    throw new ShapeError(
      `${caller}: got a right side of ${right.rows} rows for a ${size} × ${size} matrix; expected ${size}.`,
    );
  }
  const { lu, order, singular } = eliminate(matrix);
  if (singular >= 0) {
    throw new DomainError(
      `${caller}: the ${size} × ${size} matrix has no inverse: pivot ${singular} is ${lu[singular * size + singular]}; expected an invertible matrix.`,
    );
  }
  const width = right.columns;
  const out = new Matrix(size, width);
  for (let i = 0; i < size; i++) out.data.set(right.row(order[i]), i * width);
  const subtract = (to: number, from: number, factor: number): void => {
    if (factor === 0) return;
    for (let j = 0; j < width; j++) out.data[to * width + j] -= factor * out.data[from * width + j];
  };
  for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) subtract(i, k, lu[i * size + k]);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) subtract(i, k, lu[i * size + k]);
    for (let j = 0; j < width; j++) out.data[i * width + j] /= lu[i * size + i];
  }
  requireRepresentable(
    caller,
    caller === "inverseMatrix" ? "the inverse" : "the solution",
    out.data,
  );
  return out;
}

/**
 * det A, the product of the pivots; 0 where it is below the smallest number.
 * @throws ShapeError unless A is square; DomainError for NaN and Infinity, also in the result
 */
export function determinant(matrix: Matrix): number {
  const size = requireSquare("determinant", "A", matrix);
  const { lu, sign } = eliminate(matrix);
  const product = Float64Array.of(sign);
  for (let i = 0; i < size; i++) product[0] *= lu[i * size + i];
  requireRepresentable("determinant", "the determinant", product);
  return product[0];
}

interface Elimination {
  /** L below the diagonal (ones on it left out), U on and above it. */
  readonly lu: Float64Array;
  /** Row order[i] of A became row i. */
  readonly order: readonly number[];
  readonly sign: number;
  /** The first pivot that is zero, or −1. */
  readonly singular: number;
}

function eliminate(matrix: Matrix): Elimination {
  const size = matrix.rows;
  const lu = matrix.data.slice();
  const order = Array.from({ length: size }, (_, i) => i);
  let sign = 1;
  let singular = -1;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) {
      if (Math.abs(lu[i * size + k]) > Math.abs(lu[pivot * size + k])) pivot = i;
    }
    if (pivot !== k) {
      const row = lu.slice(k * size, (k + 1) * size);
      lu.copyWithin(k * size, pivot * size, (pivot + 1) * size);
      lu.set(row, pivot * size);
      [order[k], order[pivot]] = [order[pivot], order[k]];
      sign = -sign;
    }
    const head = lu[k * size + k];
    if (head === 0) {
      if (singular < 0) singular = k;
      continue;
    }
    for (let i = k + 1; i < size; i++) {
      const factor = lu[i * size + k] / head;
      lu[i * size + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < size; j++) lu[i * size + j] -= factor * lu[k * size + j];
    }
  }
  return { lu, order, sign, singular };
}
