/**
 * Chains of points that make axes, with the hierarchical weights that keep a frame
 * continuous through every loss of rank.
 *
 * | symbol     | name here   | meaning                                                    |
 * | x_i        | points      | n × d                                                      |
 * | i_1, …, i_L | chain.rows  | points that gave an axis each                              |
 * | u_k        | chain.axes  | unit part of x_{i_k} orthogonal to u_1, …, u_{k−1}         |
 * | p(j | …)   |             | dist(x_j, span u) / Σ_l dist(x_l, span u)                  |
 * | w          | chain.weight | Π_k p(i_k | i_1 … i_{k−1})                                 |
 *
 * A chain ends early where no point is farther than the threshold from the span: the rank
 * is reached, and no coordinate depends on the axes that are missing. Conditional weights
 * are what makes this continuous: given the first axes, the shares of the later ones sum
 * to 1 however the cloud approaches the degenerate one.
 */
import { Matrix } from "../../../numerics/index.js";
import { cutWeights } from "../cutoff.js";
import type { Selection } from "../weighted-frame.js";

export interface Chain {
  readonly rows: readonly number[];
  /** rows.length × d, orthonormal rows. */
  readonly axes: Matrix;
  readonly weight: number;
  /** Product of the lengths that gave the axes: the volume that the points span. */
  readonly volume: number;
  /** n × d, what the axes leave of each point. */
  readonly rest: Matrix;
  /** Dimension of what the points span, or `levels` + 1 where it is larger. */
  readonly rank: number;
  /** The shortest part that gave an axis; Infinity without one. */
  readonly kept: number;
  /** The longest part that counted as none; 0 where the levels ended the chain. */
  readonly dropped: number;
}

export interface ChainOptions {
  /** How many axes at the most. */
  readonly levels: number;
  /** Lengths up to this one count as 0. */
  readonly threshold: number;
  /** As in `cutWeights`, at each level. */
  readonly cutoff: number;
}

/** The chains that `select` takes, depth first. */
export function* chains(
  points: Matrix,
  options: ChainOptions,
  select: Selection,
  start: Chain = {
    rows: [],
    axes: new Matrix(0, points.columns),
    weight: 1,
    volume: 1,
    rest: points,
    rank: 0,
    kept: Number.POSITIVE_INFINITY,
    dropped: 0,
  },
): Generator<Chain> {
  const { levels, threshold, cutoff } = options;
  const lengths = rowLengths(start.rest);
  const farthest = lengths.reduce((a, b) => Math.max(a, b), 0);
  const depth = start.rows.length;
  if (farthest <= threshold) {
    yield { ...start, dropped: farthest };
    return;
  }
  if (depth === levels) {
    yield { ...start, rank: Math.min(depth + 1, points.columns) };
    return;
  }
  const shares = cutWeights(
    lengths.map((length) => (length > threshold ? length : 0)),
    cutoff,
  );
  for (const [row, share] of select(shares)) {
    const axes = new Matrix(depth + 1, points.columns);
    axes.data.set(start.axes.data);
    setAxis(axes, depth, start.rest.row(row));
    yield* chains(points, options, select, {
      rows: [...start.rows, row],
      axes,
      weight: start.weight * share,
      volume: start.volume * lengths[row],
      rest: without(start.rest, axes.row(depth)),
      rank: depth + 1,
      kept: Math.min(start.kept, lengths[row]),
      dropped: 0,
    });
  }
}

/** Euclidean lengths of the rows. */
export function rowLengths({ rows, columns, data }: Matrix): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = i * columns; k < (i + 1) * columns; k++) sum += data[k] * data[k];
    // The square of a length outside 10^±140 leaves Float64.
    const safe = sum > 1e-280 && sum < 1e280;
    lengths[i] = safe
      ? Math.sqrt(sum)
      : Math.hypot(...data.subarray(i * columns, (i + 1) * columns));
  }
  return lengths;
}

/** Writes the unit vector along `direction` into row `k`, orthogonal to the rows above it. */
export function setAxis(axes: Matrix, k: number, direction: Float64Array): void {
  const axis = axes.row(k);
  const length = Math.hypot(...direction);
  for (let c = 0; c < axis.length; c++) axis[c] = direction[c] / length;
  for (let above = 0; above < k; above++) removeAlong(axis, axes.row(above));
  const again = Math.hypot(...axis);
  for (let c = 0; c < axis.length; c++) axis[c] /= again;
}

function without(points: Matrix, axis: Float64Array): Matrix {
  const rest = points.clone();
  for (let i = 0; i < rest.rows; i++) removeAlong(rest.row(i), axis);
  return rest;
}

function removeAlong(vector: Float64Array, axis: Float64Array): void {
  let inner = 0;
  for (let c = 0; c < axis.length; c++) inner += vector[c] * axis[c];
  for (let c = 0; c < axis.length; c++) vector[c] -= inner * axis[c];
}
