/**
 * The form ⟨u, v⟩ = uᵀ η v with η = diag(1, …, 1, −1, …, −1), p plus signs first.
 */
import type { Precision } from "../span/precision.js";

export interface Metric {
  readonly plus: number;
  readonly minus: number;
  readonly dimension: number;
}

/**
 * Rounding of a square ⟨r, r⟩, r a point x less its part along some axes, in units of |r| |x|
 * (Euclidean lengths). Errors along the axes do not count, because r is orthogonal to them: those
 * of the data make 2 (1 + what was taken of other points), at most 5 in thousands of light-like
 * r of random spans and observers. Axes computed in Float64 are longer than 1.
 */
export const SQUARE_ROUNDINGS: Readonly<Record<Precision, number>> = { double: 256, single: 16 };

export function inner(
  { plus, dimension }: Metric,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
): number {
  let sum = 0;
  for (let k = 0; k < plus; k++) sum += a[i * dimension + k] * b[j * dimension + k];
  for (let k = plus; k < dimension; k++) sum -= a[i * dimension + k] * b[j * dimension + k];
  return sum;
}

/** Row i of a, plus factor times row j of b. */
export function addRow(
  { dimension }: Metric,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  factor: number,
): void {
  for (let k = 0; k < dimension; k++) a[i * dimension + k] += factor * b[j * dimension + k];
}

/** An axis with ⟨q, q⟩ = sign. */
export interface Axis {
  readonly vector: Float64Array;
  readonly sign: 1 | -1;
}

/** Takes from row i its part along the axes, twice. */
export function removeAxes(
  metric: Metric,
  rows: Float64Array,
  i: number,
  axes: readonly Axis[],
): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const { vector, sign } of axes) {
      addRow(metric, rows, i, vector, 0, -sign * inner(metric, vector, 0, rows, i));
    }
  }
}

/** `removeAxes` for every row. */
export function removeAxesFromAll(
  { plus, dimension }: Metric,
  rows: Float64Array,
  axes: readonly Axis[],
): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const { vector, sign } of axes) {
      for (let at = 0; at < rows.length; at += dimension) {
        let along = 0;
        for (let k = 0; k < plus; k++) along += vector[k] * rows[at + k];
        for (let k = plus; k < dimension; k++) along -= vector[k] * rows[at + k];
        along *= -sign;
        for (let k = 0; k < dimension; k++) rows[at + k] += along * vector[k];
      }
    }
  }
}
