/**
 * Square linear systems by Gaussian elimination with partial pivoting, P A = L U.
 *
 * | symbol | name here | shape |
 * | A      | matrix    | n × n |
 * | B      | right     | n × k |
 * | X      | result    | n × k, A X = B |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";

/** X with A X = B. @throws ShapeError for shapes that do not fit; DomainError when A has no inverse */
export function linearSolve(matrix: Matrix, right: Matrix): Matrix {
  const size = requireSquare("linearSolve", matrix);
  if (right.rows !== size) {
    throw new ShapeError(
      `linearSolve: got a right side of ${right.rows} rows for a ${size} × ${size} matrix; expected ${size}.`,
    );
  }
  const { lu, order, singular } = eliminate(matrix);
  if (singular >= 0) {
    throw new DomainError(
      `linearSolve: the ${size} × ${size} matrix has no inverse: pivot ${singular} is ${lu[singular * size + singular]}; expected an invertible matrix.`,
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
  return out;
}

/** A⁻¹. @throws ShapeError unless A is square; DomainError when it has no inverse */
export function inverseMatrix(matrix: Matrix): Matrix {
  return linearSolve(matrix, Matrix.identity(requireSquare("inverseMatrix", matrix)));
}

/** det A, the product of the pivots. @throws ShapeError unless A is square; DomainError for NaN or Infinity */
export function determinant(matrix: Matrix): number {
  const size = requireSquare("determinant", matrix);
  const { lu, sign } = eliminate(matrix);
  let product = sign;
  for (let i = 0; i < size; i++) product *= lu[i * size + i];
  return product;
}

/** @throws ShapeError, DomainError unless the matrix is square and finite; returns its size */
export function requireSquare(caller: string, matrix: Matrix): number {
  const { rows, columns, data } = matrix;
  if (rows !== columns) {
    throw new ShapeError(`${caller}: got a ${rows} × ${columns} matrix; expected a square one.`);
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: entry (${Math.floor(bad / columns)}, ${bad % columns}) is ${data[bad]}; expected finite numbers.`,
    );
  }
  return rows;
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
