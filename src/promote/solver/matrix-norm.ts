/**
 * Norms that a splitting can lower, each with its proximal map and its dual norm.
 *
 * | norm       | ‖X‖             | prox at τ                         | dual norm            |
 * | nuclear    | Σ σ_i           | singular values lowered by τ      | σ₁                   |
 * | columnwise | Σ_p ‖x_p‖       | every column shortened by τ       | max_p ‖x_p‖          |
 * | entrywise  | Σ |x_ij|        | every entry drawn to 0 by τ       | max |x_ij|           |
 *
 * Matrices are rows × columns by columns. Laws: prox(X) minimises ½‖· − X‖_F² + τ‖·‖, and
 * X − prox(X) has dual norm min(τ, that of X).
 */
import { Matrix, singularValues, symmetricEigen, type Vector } from "../../numerics/index.js";

export interface MatrixNorm {
  readonly name: "nuclear" | "columnwise" | "entrywise";
  value(X: Vector, rows: number, columns: number): number;
  dual(X: Vector, rows: number, columns: number): number;
  /** The proximal map, and how many singular values, columns or entries it leaves. */
  prox(X: Vector, rows: number, columns: number, threshold: number): Lowered;
}

export interface Lowered {
  readonly lowered: Vector;
  readonly rank: number;
}

export const nuclearNorm: MatrixNorm = {
  name: "nuclear",
  value: (X, rows, columns) => valuesOf(X, rows, columns).reduce((sum, value) => sum + value, 0),
  dual: (X, rows, columns) => valuesOf(X, rows, columns)[0] ?? 0,
  prox: lowerSingularValues,
};

export const columnwiseNorm: MatrixNorm = {
  name: "columnwise",
  value: (X, rows, columns) => lengths(X, rows, columns).reduce((sum, value) => sum + value, 0),
  dual: (X, rows, columns) => Math.max(0, ...lengths(X, rows, columns)),
  prox(X, rows, columns, threshold) {
    const factors = lengths(X, rows, columns).map((l) => (l > threshold ? 1 - threshold / l : 0));
    const lowered = X.map((value, i) => value * factors[Math.floor(i / rows)]);
    return { lowered, rank: factors.filter((factor) => factor > 0).length };
  },
};

export const entrywiseNorm: MatrixNorm = {
  name: "entrywise",
  value: (X) => X.reduce((sum, value) => sum + Math.abs(value), 0),
  dual: (X) => X.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
  prox(X, _rows, _columns, threshold) {
    const lowered = X.map((value) => Math.sign(value) * Math.max(0, Math.abs(value) - threshold));
    return { lowered, rank: lowered.filter((value) => value !== 0).length };
  },
};

/** By the eigenvectors of the smaller of XᵀX and XXᵀ. */
export function lowerSingularValues(
  X: Vector,
  rows: number,
  columns: number,
  threshold: number,
): Lowered {
  // The numbers of a matrix by columns are those of its transpose by rows.
  const turned = new Matrix(columns, rows, X);
  const wide = rows < columns;
  const gram = wide ? turned.transpose().multiply(turned) : turned.multiply(turned.transpose());
  const { values, vectors } = symmetricEigen(gram);
  const scaled = vectors.transpose();
  let rank = 0;
  values.forEach((square, k) => {
    const keeps = square > threshold * threshold;
    if (keeps) rank++;
    const factor = keeps ? 1 - threshold / Math.sqrt(square) : 0;
    const row = scaled.row(k);
    for (let i = 0; i < row.length; i++) row[i] *= factor;
  });
  const shrink = vectors.multiply(scaled);
  const lowered = wide ? turned.multiply(shrink) : shrink.multiply(turned);
  return { lowered: lowered.data, rank };
}

function valuesOf(X: Vector, rows: number, columns: number): Vector {
  return singularValues(new Matrix(columns, rows, X));
}

function lengths(X: Vector, rows: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, p) => {
    let sum = 0;
    for (let i = p * rows; i < (p + 1) * rows; i++) sum += X[i] * X[i];
    return Math.sqrt(sum);
  });
}
