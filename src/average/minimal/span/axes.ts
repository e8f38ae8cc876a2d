/**
 * Orthonormal axes from the points of a cloud, by Gram–Schmidt in the order of the rows,
 * each twice, with positive diagonal.
 *
 * | symbol | name here  | shape                                             |
 * | x_i    | points     | n × d, row by row                                 |
 * | q_j    | axes       | d × d, row j is axis j; rows from rank on are 0   |
 * | i_j    | rows       | the row that axis j was made from                 |
 * | δ_i    |            | length of x_i outside the span of the axes so far |
 *
 * | selection | axis j + 1 is made from                                                |
 * | "first"   | the next row with δ_i > threshold: the lexicographically first basis   |
 * | "large"   | the first row with δ_i ≥ max δ / π: never ill-conditioned by accident  |
 */
import { requireOption } from "./option.js";

export type Selection = "first" | "large";

/**
 * Of the longest remaining part, under "large". Lengths of lattices and of regular bodies
 * are algebraic multiples of each other: none is this one, so that none ties with the cut.
 */
export const LARGE_FRACTION = 1 / Math.PI;

export interface Axes {
  readonly rank: number;
  readonly axes: Float64Array;
  readonly rows: Int32Array;
  /** The shortest δ that was kept; Infinity at rank 0. */
  readonly kept: number;
  /** The longest δ that counted as none; 0 when there was none. */
  readonly dropped: number;
  /**
   * For each axis, how much one row must change for another choice of rows up to it, as far
   * as the comparisons tell; Infinity where there were none.
   */
  readonly margins: Float64Array;
}

/** @throws DomainError for another selection */
export function requireSelection(caller: string, selection: string): void {
  requireOption(caller, "selection", selection, ["first", "large"]);
}

export function chooseAxes(
  points: Float64Array,
  dimension: number,
  threshold: number,
  selection: Selection,
): Axes {
  return selection === "large"
    ? largeAxes(points, dimension, threshold)
    : firstAxes(points, dimension, threshold);
}

function firstAxes(points: Float64Array, dimension: number, threshold: number): Axes {
  const axes = new Float64Array(dimension * dimension);
  const rows = new Int32Array(dimension);
  const count = dimension === 0 ? 0 : points.length / dimension;
  let [rank, kept, dropped] = [0, Number.POSITIVE_INFINITY, 0];
  const margins = new Float64Array(dimension).fill(Number.POSITIVE_INFINITY);
  let margin = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count && rank < dimension; i++) {
    const length = residual(points, i * dimension, axes, rank, dimension);
    if (length > threshold) {
      normalise(axes, rank * dimension, dimension, length);
      margins[rank] = margin;
      rows[rank++] = i;
      kept = Math.min(kept, length);
    } else {
      axes.fill(0, rank * dimension, (rank + 1) * dimension);
      dropped = Math.max(dropped, length);
      margin = Math.min(margin, threshold - length);
    }
  }
  return { rank, axes, rows: rows.subarray(0, rank), kept, dropped, margins };
}

/** Puts x_i less its part in the span into the place of the next axis, and returns its length. */
function residual(
  points: Float64Array,
  start: number,
  axes: Float64Array,
  rank: number,
  dimension: number,
): number {
  const next = rank * dimension;
  for (let k = 0; k < dimension; k++) axes[next + k] = points[start + k];
  for (let pass = 0; pass < 2; pass++) {
    for (let at = 0; at < next; at += dimension) {
      let inner = 0;
      for (let k = 0; k < dimension; k++) inner += axes[at + k] * axes[next + k];
      for (let k = 0; k < dimension; k++) axes[next + k] -= inner * axes[at + k];
    }
  }
  let square = 0;
  for (let k = next; k < next + dimension; k++) square += axes[k] * axes[k];
  return Math.sqrt(square);
}

function largeAxes(points: Float64Array, dimension: number, threshold: number): Axes {
  const axes = new Float64Array(dimension * dimension);
  const rows = new Int32Array(dimension);
  const count = dimension === 0 ? 0 : points.length / dimension;
  const lengths = new Float64Array(count);
  const rest = points.slice();
  let [rank, kept, dropped] = [0, Number.POSITIVE_INFINITY, 0];
  const margins = new Float64Array(dimension).fill(Number.POSITIVE_INFINITY);
  let margin = Number.POSITIVE_INFINITY;
  while (rank < dimension) {
    const largest = lengthsOf(rest, dimension, lengths);
    if (!(largest > threshold)) {
      dropped = largest;
      break;
    }
    const cut = Math.max(threshold, LARGE_FRACTION * largest);
    let chosen = 0;
    while (lengths[chosen] < cut) {
      margin = Math.min(margin, cut - lengths[chosen]);
      chosen++;
    }
    margin = Math.min(margin, lengths[chosen] - LARGE_FRACTION * largestBut(lengths, chosen));
    kept = Math.min(kept, residual(points, chosen * dimension, axes, rank, dimension));
    normalise(axes, rank * dimension, dimension, lengthAt(axes, rank * dimension, dimension));
    margins[rank] = margin;
    rows[rank++] = chosen;
    removeAxis(rest, axes, rank - 1, dimension);
  }
  return { rank, axes, rows: rows.subarray(0, rank), kept, dropped, margins };
}

function removeAxis(rest: Float64Array, axes: Float64Array, axis: number, dimension: number): void {
  const at = axis * dimension;
  for (let start = 0; start < rest.length; start += dimension) {
    for (let pass = 0; pass < 2; pass++) {
      let inner = 0;
      for (let k = 0; k < dimension; k++) inner += axes[at + k] * rest[start + k];
      for (let k = 0; k < dimension; k++) rest[start + k] -= inner * axes[at + k];
    }
  }
}

function lengthsOf(rest: Float64Array, dimension: number, lengths: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < lengths.length; i++) {
    lengths[i] = lengthAt(rest, i * dimension, dimension);
    largest = Math.max(largest, lengths[i]);
  }
  return largest;
}

function largestBut(lengths: Float64Array, but: number): number {
  let largest = 0;
  for (let i = 0; i < lengths.length; i++) if (i !== but) largest = Math.max(largest, lengths[i]);
  return largest;
}

function lengthAt(numbers: Float64Array, start: number, dimension: number): number {
  let square = 0;
  for (let k = start; k < start + dimension; k++) square += numbers[k] * numbers[k];
  return Math.sqrt(square);
}

function normalise(axes: Float64Array, start: number, dimension: number, length: number): void {
  for (let k = start; k < start + dimension; k++) axes[k] /= length;
}
