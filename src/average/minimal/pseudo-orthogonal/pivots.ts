/**
 * Axes from the Gram matrix of a cloud, G_ij = ⟨x_i, x_j⟩, by pivots (Bunch and Parlett,
 * SIAM J. Numer. Anal. 8, 1971): every decision rests on invariants only.
 *
 * | step | condition, with M = max |G| of what is left       | axes                          |
 * | one  | the first row with |G_ii| ≥ M / π² (0.1 M)        | x_i                           |
 * | two  | else the first pair with |G_ij| ≥ e M / 3 (0.9 M) | x_i ± sign(G_ij) x_j          |
 *
 * A first row above a fraction of M, not the largest: equal masses tie for the largest. A
 * pair gives one axis of either sign, since G_ii G_jj < G_ij². It ends when M is rounding;
 * what is left then is zero, or light-like and orthogonal to everything: the radical.
 */
import { largestProduct, rowLengths, size } from "./largest-product.js";
import { type Axis, inner, type Metric, removeAxes, removeAxesFromAll } from "./metric.js";

/** No two algebraic numbers, such as products of whole ones, have these ratios: none ties with the cut. */
const SINGLE_FRACTION = Math.PI ** -2;
const PAIR_FRACTION = Math.E / 3;

/** Which |G| counts as none. */
export interface PivotFloor {
  readonly least: number;
  /** Times the longest row that is left: what rounding makes of a light-like one. */
  readonly perLength: number;
}

export interface Pivots {
  readonly axes: readonly Axis[];
  /** The rows that were used, once each. */
  readonly rows: readonly number[];
  /** For each axis the row that lies in the span of it and those before, or −1. */
  readonly origins: readonly number[];
  /** n × d: the points less their part along the axes. */
  readonly rest: Float64Array;
  /** The smallest M that was used; Infinity without axes. */
  readonly kept: number;
  /** The M that was not; 0 when all dimensions have axes. */
  readonly dropped: number;
  /** How much one point must change for another choice of rows, to first order. */
  readonly margin: number;
}

/**
 * @param given axes that are there already
 */
export function pivotAxes(
  metric: Metric,
  points: Float64Array,
  given: readonly Axis[],
  floor: PivotFloor,
): Pivots {
  const count = points.length / metric.dimension;
  const rest = points.slice();
  const found: Axis[] = [];
  const rows: number[] = [];
  const origins: number[] = [];
  let [kept, dropped, margin] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY];
  removeAxesFromAll(metric, rest, given);
  while (given.length + found.length < metric.dimension) {
    const lengths = rowLengths(metric, rest);
    const largest = largestProduct(metric, rest, lengths);
    const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
    if (!(largest > Math.max(floor.least, floor.perLength * longest))) {
      dropped = largest;
      break;
    }
    kept = Math.min(kept, largest);
    const pivot = choosePivot(metric, rest, lengths, largest);
    const compared = pivot.length === 1 ? pivot[0] + 1 : count;
    margin = Math.min(margin, pivotMargin(metric, rest, lengths, compared, largest));
    for (const vector of pivotVectors(metric, rest, pivot)) {
      removeAxes(metric, vector, 0, [...given, ...found]);
      const square = inner(metric, vector, 0, vector, 0);
      const length = Math.sqrt(Math.abs(square));
      found.push({ vector: vector.map((x) => x / length), sign: square > 0 ? 1 : -1 });
    }
    for (const row of pivot) if (!rows.includes(row)) rows.push(row);
    origins.push(...(pivot.length === 1 ? pivot : [-1, pivot[1]]));
    const newest = found.slice(-pivot.length);
    removeAxesFromAll(metric, rest, newest);
  }
  return { axes: found, rows, origins, rest, kept, dropped, margin };
}

function choosePivot(
  metric: Metric,
  rest: Float64Array,
  lengths: Float64Array,
  largest: number,
): readonly number[] {
  const count = lengths.length;
  for (let i = 0; i < count; i++) {
    if (size(metric, rest, i, i) >= SINGLE_FRACTION * largest) return [i];
  }
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      if (size(metric, rest, i, j) >= PAIR_FRACTION * largest) return [i, j];
    }
  }
  throw new Error("unreachable: the largest entry is on the diagonal or off it");
}

function pivotVectors(
  metric: Metric,
  rest: Float64Array,
  [i, j]: readonly number[],
): Float64Array[] {
  const { dimension } = metric;
  const row = (k: number): Float64Array => rest.slice(k * dimension, (k + 1) * dimension);
  if (j === undefined) return [row(i)];
  const sign = Math.sign(inner(metric, rest, i, rest, j));
  const [sum, difference] = [row(i), row(i)];
  const other = row(j);
  for (let k = 0; k < dimension; k++) {
    sum[k] += sign * other[k];
    difference[k] -= sign * other[k];
  }
  return [sum, difference];
}

/**
 * δ with 2 |x| δ = the nearest distance of a |G_ii| from the fraction that it was compared with.
 * @param compared how many rows, from the first
 */
function pivotMargin(
  metric: Metric,
  rest: Float64Array,
  lengths: Float64Array,
  compared: number,
  largest: number,
): number {
  let margin = Number.POSITIVE_INFINITY;
  for (let i = 0; i < compared; i++) {
    const value = size(metric, rest, i, i);
    if (value === largest) continue;
    const length = Math.max(lengths[i], Number.MIN_VALUE);
    margin = Math.min(margin, Math.abs(value - SINGLE_FRACTION * largest) / (2 * length));
  }
  return margin;
}

/** Axes for what is left over by `given`, so that all d are there: pivots among the unit vectors. */
export function completePseudoAxes(metric: Metric, given: readonly Axis[]): readonly Axis[] {
  const { dimension } = metric;
  const units = new Float64Array(dimension * dimension);
  for (let k = 0; k < dimension; k++) units[k * dimension + k] = 1;
  return pivotAxes(metric, units, given, { least: 0, perLength: 0 }).axes;
}
