/**
 * A cloud of points made ready for local fits: without points that stand twice, with the k
 * nearest neighbours of each (itself included) and the pieces of the graph that they make.
 */
import { DomainError } from "../../errors.js";
import { type KDTree, Matrix, type Neighbours, requireFinite } from "../../numerics/index.js";

export interface DistinctPoints {
  /** N × m, in the order in which they came first. */
  readonly points: Matrix;
  /** How many rows were equal to an earlier one. */
  readonly repeated: number;
}

/** @throws DomainError for NaN or Infinity, with row and column, and for fewer than two different points */
export function distinctPoints(caller: string, points: Matrix): DistinctPoints {
  requireFinite(caller, "points", points);
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let i = 0; i < points.rows; i++) {
    // + 0 makes one of 0 and −0
    const key = points
      .row(i)
      .map((value) => value + 0)
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(i);
  }
  if (kept.length < 2 || points.columns < 1) {
    throw new DomainError(
      `${caller}: got ${points.rows} points of which ${kept.length} ${kept.length === 1 ? "is" : "are"} different; expected at least two, since one point has no tangents.`,
    );
  }
  return { points: rowsAt(points, kept), repeated: points.rows - kept.length };
}

/** @throws DomainError for a count outside 2 … N */
export function requireNeighbours(caller: string, count: number, N: number): void {
  if (!Number.isInteger(count) || count < 2 || count > N) {
    throw new DomainError(
      `${caller}: neighbours is ${count} for ${N} different points; expected a whole number from 2 to ${N}, the point itself included.`,
    );
  }
}

/** Sizes of the pieces that the neighbour graph falls into, largest first. */
export function componentSizes({ indices, count }: Neighbours): number[] {
  const N = indices.length / count;
  const parent = Int32Array.from({ length: N }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let k = 0; k < indices.length; k++) {
    const [a, b] = [root(Math.floor(k / count)), root(indices[k])];
    if (a !== b) parent[a] = b;
  }
  const sizes = new Map<number, number>();
  for (let i = 0; i < N; i++) sizes.set(root(i), (sizes.get(root(i)) ?? 0) + 1);
  return [...sizes.values()].sort((a, b) => b - a);
}

/** At most `most` rows, evenly spread. */
export function evenlySpread(points: Matrix, most: number): Matrix {
  if (points.rows <= most) return points;
  return rowsAt(
    points,
    Array.from({ length: most }, (_, i) => Math.floor((i * points.rows) / most)),
  );
}

export function rowsAt(points: Matrix, indices: ArrayLike<number>): Matrix {
  const out = new Matrix(indices.length, points.columns);
  for (let i = 0; i < indices.length; i++) out.row(i).set(points.row(indices[i]));
  return out;
}

/** A few points of the cloud with their neighbours, at which choices are compared. */
export interface Trials {
  readonly count: number;
  readonly dimension: number;
  /** The trial point. */
  at(trial: number): Float64Array;
  /** Its `neighbours` nearest points, itself first; at most `most` of them. */
  around(trial: number, neighbours: number): Matrix;
  squaredDistances(trial: number): Float64Array;
}

/** At most `trials` points, evenly spread, with up to `most` neighbours each. */
export function trialsOf(tree: KDTree, trials: number, most: number): Trials {
  const queries = evenlySpread(tree.points, trials);
  const { indices, squaredDistances } = tree.nearest(queries, most);
  return {
    count: queries.rows,
    dimension: queries.columns,
    at: (trial) => queries.row(trial),
    around: (trial, neighbours) =>
      rowsAt(tree.points, indices.subarray(trial * most, trial * most + neighbours)),
    squaredDistances: (trial) => squaredDistances.subarray(trial * most, (trial + 1) * most),
  };
}
