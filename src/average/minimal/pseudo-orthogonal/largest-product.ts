/**
 * The largest |⟨x_i, x_j⟩| of some rows, without all of the products.
 *
 * Law: |⟨x, y⟩| ≤ |x| |y| with Euclidean lengths, because η is an isometry. With the
 * products of the longest row at hand few pairs are long enough to exceed them; the number
 * is that of the whole Gram matrix to the last bit.
 */
import type { Metric } from "./metric.js";

/** Above all roundings of a product of lengths. */
const ROUNDED_UP = 1 + 2 ** -40;

/** Euclidean lengths of the rows. */
export function rowLengths({ dimension }: Metric, rows: Float64Array): Float64Array {
  const lengths = new Float64Array(rows.length / dimension);
  for (let i = 0, at = 0; i < lengths.length; i++) {
    let square = 0;
    for (const end = at + dimension; at < end; at++) square += rows[at] * rows[at];
    lengths[i] = Math.sqrt(square);
  }
  return lengths;
}

/** max |⟨x_i, x_j⟩|, i = j among them; 0 without rows. */
export function largestProduct(
  metric: Metric,
  rows: Float64Array,
  lengths: Float64Array = rowLengths(metric, rows),
): number {
  const count = lengths.length;
  let longest = 0;
  for (let i = 1; i < count; i++) if (lengths[i] > lengths[longest]) longest = i;
  let most = 0;
  for (let i = 0; i < count; i++) {
    most = Math.max(most, size(metric, rows, longest, i), size(metric, rows, i, i));
  }
  const candidates: number[] = [];
  for (let i = 0; i < count; i++) {
    if (!(lengths[i] * lengths[longest] * ROUNDED_UP < most)) candidates.push(i);
  }
  for (let a = 1; a < candidates.length; a++) {
    const i = candidates[a];
    const reach = lengths[i] * ROUNDED_UP;
    for (let b = 0; b < a; b++) {
      if (reach * lengths[candidates[b]] < most) continue;
      most = Math.max(most, size(metric, rows, i, candidates[b]));
    }
  }
  return most;
}

/** |⟨x_i, x_j⟩| */
export function size(
  { plus, dimension }: Metric,
  rows: Float64Array,
  i: number,
  j: number,
): number {
  const first = i * dimension;
  const second = j * dimension;
  let sum = 0;
  for (let k = 0; k < plus; k++) sum += rows[first + k] * rows[second + k];
  for (let k = plus; k < dimension; k++) sum -= rows[first + k] * rows[second + k];
  return Math.abs(sum);
}
