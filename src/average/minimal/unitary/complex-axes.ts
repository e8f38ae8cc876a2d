/**
 * Orthonormal axes of ℂᵈ from the points of a cloud, as `chooseAxes` does over ℝ.
 *
 * | symbol | name here | shape                                              |
 * | z_i    | points    | n × 2d, row i is (x_i, y_i) with z_i = x_i + i y_i |
 * | u_j    | axes      | d × 2d, row j is axis j; zero from rank on         |
 * | ⟨u, z⟩ |           | Σ_k conj(u_k) z_k                                  |
 */
import { type Axes, LARGE_FRACTION, type Selection } from "../span/axes.js";

/** As `chooseAxes`; `dimension` is d. */
export function chooseComplexAxes(
  points: Float64Array,
  dimension: number,
  threshold: number,
  selection: Selection,
): Axes {
  const axes = new Float64Array(2 * dimension ** 2);
  const rows = new Int32Array(dimension);
  const margins = new Float64Array(dimension).fill(Number.POSITIVE_INFINITY);
  const count = points.length / (2 * dimension);
  let [rank, kept, dropped] = [0, Number.POSITIVE_INFINITY, 0];
  let margin = Number.POSITIVE_INFINITY;
  const keep = (row: number, length: number): void => {
    scaleRow(axes, rank, dimension, 1 / length);
    margins[rank] = margin;
    rows[rank++] = row;
    kept = Math.min(kept, length);
  };
  if (selection === "first") {
    for (let i = 0; i < count && rank < dimension; i++) {
      const length = residual(points, i, axes, rank, dimension);
      if (length > threshold) {
        keep(i, length);
      } else {
        scaleRow(axes, rank, dimension, 0);
        dropped = Math.max(dropped, length);
        margin = Math.min(margin, threshold - length);
      }
    }
  } else {
    const lengths = new Float64Array(count);
    while (rank < dimension) {
      for (let i = 0; i < count; i++) lengths[i] = residual(points, i, axes, rank, dimension);
      const largest = lengths.reduce((most, length) => Math.max(most, length), 0);
      if (!(largest > threshold)) {
        scaleRow(axes, rank, dimension, 0);
        dropped = largest;
        break;
      }
      const cut = Math.max(threshold, LARGE_FRACTION * largest);
      const chosen = lengths.findIndex((length) => length >= cut);
      const others = lengths.reduce((most, x, i) => (i === chosen ? most : Math.max(most, x)), 0);
      for (let i = 0; i < chosen; i++) margin = Math.min(margin, cut - lengths[i]);
      margin = Math.min(margin, lengths[chosen] - LARGE_FRACTION * others);
      keep(chosen, residual(points, chosen, axes, rank, dimension));
    }
  }
  return { rank, axes, rows: rows.subarray(0, rank), kept, dropped, margins };
}

/** Puts z_i less its part in the span into row `rank` of the axes, and returns its length. */
function residual(
  points: Float64Array,
  row: number,
  axes: Float64Array,
  rank: number,
  dimension: number,
): number {
  const width = 2 * dimension;
  for (let k = 0; k < width; k++) axes[rank * width + k] = points[row * width + k];
  return removeSpan(axes, rank, dimension);
}

/** Takes the span of the rows before `rank` out of row `rank`, twice; its length. */
function removeSpan(axes: Float64Array, rank: number, dimension: number): number {
  const width = 2 * dimension;
  const next = rank * width;
  for (let pass = 0; pass < 2; pass++) {
    for (let at = 0; at < next; at += width) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < dimension; k++) {
        const a = axes[at + k];
        const b = axes[at + dimension + k];
        const x = axes[next + k];
        const y = axes[next + dimension + k];
        re += a * x + b * y;
        im += a * y - b * x;
      }
      for (let k = 0; k < dimension; k++) {
        const a = axes[at + k];
        const b = axes[at + dimension + k];
        axes[next + k] -= re * a - im * b;
        axes[next + dimension + k] -= re * b + im * a;
      }
    }
  }
  let square = 0;
  for (let k = next; k < next + dimension; k++) square += axes[k] ** 2 + axes[dimension + k] ** 2;
  return Math.sqrt(square);
}

/** Fills the rows from `rank` on so that all d are orthonormal. */
export function completeComplexAxes(axes: Float64Array, rank: number, dimension: number): void {
  const width = 2 * dimension;
  for (let next = rank; next < dimension; next++) {
    scaleRow(axes, next, dimension, 0);
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let k = 0; k < dimension; k++) {
      let covered = 0;
      for (let at = k; at < next * width; at += width) {
        covered += axes[at] ** 2 + axes[at + dimension] ** 2;
      }
      if (covered < least) [best, least] = [k, covered];
    }
    axes[next * width + best] = 1;
    scaleRow(axes, next, dimension, 1 / removeSpan(axes, next, dimension));
  }
}

/** ⟨u_j, z_i⟩ for the first `rank` axes, n × 2d as the points; 0 from rank on. */
export function complexCoordinates(
  points: Float64Array,
  axes: Float64Array,
  rank: number,
  dimension: number,
): Float64Array {
  const width = 2 * dimension;
  const out = new Float64Array(points.length);
  // Two axes at a time: each number of a point is read half as often.
  const paired = rank - (rank % 2);
  for (let start = 0; start < points.length; start += width) {
    for (let j = 0; j < paired; j += 2) {
      const at = j * width;
      let re = 0;
      let im = 0;
      let nextRe = 0;
      let nextIm = 0;
      for (let k = 0; k < dimension; k++) {
        const x = points[start + k];
        const y = points[start + dimension + k];
        const a = axes[at + k];
        const b = axes[at + dimension + k];
        const c = axes[at + width + k];
        const d = axes[at + width + dimension + k];
        re += a * x + b * y;
        im += a * y - b * x;
        nextRe += c * x + d * y;
        nextIm += c * y - d * x;
      }
      out[start + j] = re;
      out[start + dimension + j] = im;
      out[start + j + 1] = nextRe;
      out[start + dimension + j + 1] = nextIm;
    }
    if (paired === rank) continue;
    const at = paired * width;
    for (let k = 0; k < dimension; k++) {
      const x = points[start + k];
      const y = points[start + dimension + k];
      const a = axes[at + k];
      const b = axes[at + dimension + k];
      out[start + paired] += a * x + b * y;
      out[start + dimension + paired] += a * y - b * x;
    }
  }
  return out;
}

function scaleRow(axes: Float64Array, row: number, dimension: number, factor: number): void {
  for (let k = 2 * row * dimension; k < 2 * (row + 1) * dimension; k++) axes[k] *= factor;
}
