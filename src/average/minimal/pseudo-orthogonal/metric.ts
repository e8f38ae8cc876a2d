/**
 * The form ⟨u, v⟩ = uᵀ η v with η = diag(1, …, 1, −1, …, −1), p plus signs first.
 */

export interface Metric {
  readonly plus: number;
  readonly minus: number;
  readonly dimension: number;
}

/** Rounding of a square ⟨v, v⟩, in units of the squared (Euclidean) length of what it was computed from. */
export const SQUARE_ROUNDINGS = 256;

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
