/**
 * Orthonormal axes of ℂᵈ from the points of a cloud, as `chooseAxes` does over ℝ.
 *
 * | symbol | name here            | shape                                        |
 * | z_i    | points               | n × d, real and imaginary parts              |
 * | u_j    | real, imaginary      | d × d, row j is axis j; zero from rank on    |
 * | ⟨u, z⟩ |                      | Σ_k conj(u_k) z_k                            |
 */
import { type Axes, LARGE_FRACTION, type Selection } from "../span/axes.js";

/** Numbers of two arrays, Re and Im, row by row. */
export interface ComplexRows {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export interface ComplexAxes extends Omit<Axes, "axes">, ComplexRows {}

/** As `chooseAxes`. */
export function chooseComplexAxes(
  points: ComplexRows,
  dimension: number,
  threshold: number,
  selection: Selection,
): ComplexAxes {
  const axes = {
    real: new Float64Array(dimension ** 2),
    imaginary: new Float64Array(dimension ** 2),
  };
  const rows = new Int32Array(dimension);
  const margins = new Float64Array(dimension).fill(Number.POSITIVE_INFINITY);
  const count = points.real.length / dimension;
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
    while (rank < dimension) {
      const lengths = Float64Array.from({ length: count }, (_, i) =>
        residual(points, i, axes, rank, dimension),
      );
      const largest = lengths.reduce((most, length) => Math.max(most, length), 0);
      if (!(largest > threshold)) {
        scaleRow(axes, rank, dimension, 0);
        dropped = largest;
        break;
      }
      const cut = Math.max(threshold, LARGE_FRACTION * largest);
      const chosen = lengths.findIndex((length) => length >= cut);
      const others = lengths.map((length, i) => (i === chosen ? 0 : length));
      for (let i = 0; i < chosen; i++) margin = Math.min(margin, cut - lengths[i]);
      margin = Math.min(margin, lengths[chosen] - LARGE_FRACTION * Math.max(...others));
      keep(chosen, residual(points, chosen, axes, rank, dimension));
    }
  }
  return { rank, ...axes, rows: rows.subarray(0, rank), kept, dropped, margins };
}

/** Puts z_i less its part in the span into row `rank` of the axes, and returns its length. */
function residual(
  points: ComplexRows,
  row: number,
  axes: ComplexRows,
  rank: number,
  dimension: number,
): number {
  const { real, imaginary } = axes;
  const next = rank * dimension;
  for (let k = 0; k < dimension; k++) {
    real[next + k] = points.real[row * dimension + k];
    imaginary[next + k] = points.imaginary[row * dimension + k];
  }
  return removeSpan(axes, rank, dimension);
}

/** Takes the span of the rows before `rank` out of row `rank`, twice; its length. */
function removeSpan({ real, imaginary }: ComplexRows, rank: number, dimension: number): number {
  const next = rank * dimension;
  for (let pass = 0; pass < 2; pass++) {
    for (let at = 0; at < next; at += dimension) {
      let [re, im] = [0, 0];
      for (let k = 0; k < dimension; k++) {
        const [a, b, x, y] = [real[at + k], imaginary[at + k], real[next + k], imaginary[next + k]];
        re += a * x + b * y;
        im += a * y - b * x;
      }
      for (let k = 0; k < dimension; k++) {
        const [a, b] = [real[at + k], imaginary[at + k]];
        real[next + k] -= re * a - im * b;
        imaginary[next + k] -= re * b + im * a;
      }
    }
  }
  let square = 0;
  for (let k = next; k < next + dimension; k++) square += real[k] ** 2 + imaginary[k] ** 2;
  return Math.sqrt(square);
}

/** Fills the rows from `rank` on so that all d are orthonormal. */
export function completeComplexAxes(axes: ComplexRows, rank: number, dimension: number): void {
  const { real, imaginary } = axes;
  for (let next = rank; next < dimension; next++) {
    scaleRow(axes, next, dimension, 0);
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let k = 0; k < dimension; k++) {
      let covered = 0;
      for (let j = 0; j < next; j++) {
        covered += real[j * dimension + k] ** 2 + imaginary[j * dimension + k] ** 2;
      }
      if (covered < least) [best, least] = [k, covered];
    }
    real[next * dimension + best] = 1;
    scaleRow(axes, next, dimension, 1 / removeSpan(axes, next, dimension));
  }
}

function scaleRow(
  { real, imaginary }: ComplexRows,
  row: number,
  dimension: number,
  factor: number,
): void {
  for (let k = row * dimension; k < (row + 1) * dimension; k++) {
    real[k] *= factor;
    imaginary[k] *= factor;
  }
}

/** The phase of the determinant of d × d numbers, |phase| = 1, by elimination; for a matrix with an inverse. */
export function determinantPhase(
  matrix: ComplexRows,
  dimension: number,
): readonly [number, number] {
  const real = matrix.real.slice();
  const imaginary = matrix.imaginary.slice();
  let phase: readonly [number, number] = [1, 0];
  const size = (k: number): number => Math.hypot(real[k], imaginary[k]);
  for (let k = 0; k < dimension; k++) {
    let pivot = k;
    for (let i = k + 1; i < dimension; i++) {
      if (size(i * dimension + k) > size(pivot * dimension + k)) pivot = i;
    }
    const at = pivot * dimension + k;
    const [length, a, b] = [size(at), real[at], imaginary[at]];
    const sign = pivot === k ? 1 : -1;
    phase = [
      (sign * (phase[0] * a - phase[1] * b)) / length,
      (sign * (phase[0] * b + phase[1] * a)) / length,
    ];
    for (let j = k; j < dimension; j++) {
      for (const part of [real, imaginary]) {
        const held = part[k * dimension + j];
        part[k * dimension + j] = part[pivot * dimension + j];
        part[pivot * dimension + j] = held;
      }
    }
    for (let i = k + 1; i < dimension; i++) {
      const [x, y] = [real[i * dimension + k], imaginary[i * dimension + k]];
      const re = (x * a + y * b) / length ** 2;
      const im = (y * a - x * b) / length ** 2;
      for (let j = k; j < dimension; j++) {
        const [p, q] = [real[k * dimension + j], imaginary[k * dimension + j]];
        real[i * dimension + j] -= re * p - im * q;
        imaginary[i * dimension + j] -= re * q + im * p;
      }
    }
  }
  const length = Math.hypot(phase[0], phase[1]);
  return [phase[0] / length, phase[1] / length];
}
