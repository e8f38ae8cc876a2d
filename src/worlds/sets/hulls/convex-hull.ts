/**
 * The convex hull of points in any dimension and its volume, by beneath and beyond with the outside
 * sets of quickhull (Barber, Dobkin, Huhdanpaa 1996): a point that sees facets of the hull so
 * far is joined to them, which adds simplices conv(facet, point) of positive volume.
 *
 * | symbol | name here | shape                                                              |
 * | n, d   | points    | n × d                                                              |
 * | vol    | volume    | of dimension d; 0 for points in a hyperplane                       |
 * | k      | dimension | of the points' affine hull, −1 for no points                       |
 * |        | content   | of dimension k, within the affine hull: a length, an area, …       |
 *
 * Which facets a point sees is decided exactly for the Float64 numbers given, and "in the facet's
 * plane" counts as not seeing it: so duplicates, lattices and coplanar points give the placing
 * triangulation, without tolerance and without special cases. Points that only rounding moved
 * out of a hyperplane have dimension d and a volume of the size of that rounding.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix } from "../../../numerics/index.js";
import { ExactPoints } from "./exact-points.js";
import { HullBuilder } from "./hull-builder.js";

/** Facets are too many and their normals too long beyond it. */
export const LARGEST_HULL_DIMENSION = 12;

export interface ConvexHull {
  readonly volume: number;
  readonly dimension: number;
  /** Volume of dimension `dimension` within the affine hull; 1 for one point, 0 for none. */
  readonly content: number;
  /** Simplices of the boundary, k rows of points each, when the dimension k is at least 1. */
  readonly boundary: readonly Int32Array[];
  /** Decisions that Float64 left open and whole numbers took. */
  readonly exactDecisions: number;
}

/**
 * @param points n × d; n = 0 gives dimension −1
 * @throws ShapeError for d outside 1 … 12, DomainError for a coordinate that is not finite
 */
export function convexHull(points: Matrix): ConvexHull {
  const { rows: n, columns: d } = points;
  const bad = points.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `convexHull: coordinate (${Math.floor(bad / d)}, ${bad % d}) is ${points.data[bad]}; expected a finite number.`,
    );
  }
  if (n === 0) return { volume: 0, dimension: -1, content: 0, boundary: [], exactDecisions: 0 };
  if (d < 1 || d > LARGEST_HULL_DIMENSION) {
    throw new ShapeError(
      `convexHull: got points of dimension ${d}; expected 1 … ${LARGEST_HULL_DIMENSION}.`,
    );
  }
  const exact = new ExactPoints(points);
  const wide = n > d ? independentRows(points, exact) : undefined;
  if (wide !== undefined) {
    const hull = hullOf(points, exact, wide);
    return { ...hull, volume: hull.content, dimension: d };
  }
  const { rows, columns } = exact.basis();
  const k = columns.length;
  if (k === d) {
    const hull = hullOf(points, exact, rows);
    return { ...hull, volume: hull.content, dimension: d };
  }
  if (k === 0) return { volume: 0, dimension: 0, content: 1, boundary: [], exactDecisions: 0 };
  const flat = Matrix.fromRows(points.toRows().map((row) => columns.map((j) => row[j])));
  const hull = hullOf(flat, new ExactPoints(flat), rows);
  return {
    ...hull,
    content: hull.content * stretch(points, rows, columns),
    volume: 0,
    dimension: k,
  };
}

/** The volume of the convex hull: 0 for points in a hyperplane. @throws ShapeError, DomainError */
export function hullVolume(points: Matrix): number {
  return convexHull(points).volume;
}

function hullOf(
  points: Matrix,
  exact: ExactPoints,
  simplex: readonly number[],
): Pick<ConvexHull, "content" | "boundary" | "exactDecisions"> {
  if (points.columns === 1) {
    let [low, high] = [0, 0];
    for (let i = 1; i < points.rows; i++) {
      if (points.data[i] < points.data[low]) low = i;
      if (points.data[i] > points.data[high]) high = i;
    }
    return {
      content: points.data[high] - points.data[low],
      boundary: [Int32Array.of(low), Int32Array.of(high)],
      exactDecisions: 0,
    };
  }
  const shift = Math.min(1000, -Math.ceil(Math.log2(Math.max(points.maxAbs(), 2 ** -1000))));
  const builder = new HullBuilder(points.scale(2 ** shift), exact, shift, simplex);
  builder.run();
  let content = builder.volume;
  for (let k = 0; k < points.columns; k++) content *= 2 ** -shift;
  return {
    content,
    boundary: builder.boundary(),
    exactDecisions: builder.exactDecisions,
  };
}

/**
 * d + 1 rows far from each other's span, by Gram–Schmidt; undefined when they may be dependent,
 * which whole numbers then decide.
 */
function independentRows(points: Matrix, exact: ExactPoints): number[] | undefined {
  const { rows: n, columns: d } = points;
  const rest = points.data.slice();
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) rest[i * d + j] -= points.data[j];
  const chosen = [0];
  for (let k = 0; k < d; k++) {
    let [far, largest] = [0, 0];
    for (let i = 1; i < n; i++) {
      let square = 0;
      for (let j = 0; j < d; j++) square += rest[i * d + j] ** 2;
      if (square > largest) [far, largest] = [i, square];
    }
    if (far === 0 || chosen.includes(far)) return undefined;
    chosen.push(far);
    const axis = rest.slice(far * d, (far + 1) * d).map((value) => value / Math.sqrt(largest));
    for (let i = 1; i < n; i++) {
      let along = 0;
      for (let j = 0; j < d; j++) along += axis[j] * rest[i * d + j];
      for (let j = 0; j < d; j++) rest[i * d + j] -= along * axis[j];
    }
  }
  return certainlyIndependent(points, chosen) || exact.determinant(chosen) !== 0n
    ? chosen
    : undefined;
}

/** By the heights of Gram–Schmidt: well above rounding. */
function certainlyIndependent(points: Matrix, rows: readonly number[]): boolean {
  const d = points.columns;
  const edges = rows.slice(1).map((row) => points.row(row).map((x, j) => x - points.data[j]));
  const axes: Float64Array[] = [];
  let longest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const edge of edges) {
    longest = Math.max(longest, Math.hypot(...edge));
    for (const axis of [...axes, ...axes]) {
      let along = 0;
      for (let j = 0; j < d; j++) along += axis[j] * edge[j];
      for (let j = 0; j < d; j++) edge[j] -= along * axis[j];
    }
    const height = Math.hypot(...edge);
    least = Math.min(least, height);
    axes.push(edge.map((value) => value / height));
  }
  return least > 1e-8 * Math.max(longest, points.maxAbs());
}

/** How much longer contents are in the affine hull than in its projection onto `columns`. */
function stretch(points: Matrix, rows: readonly number[], columns: readonly number[]): number {
  const edges = Matrix.fromRows(
    rows.slice(1).map((row) => points.row(row).map((x, j) => x - points.at(rows[0], j))),
  );
  const shadow = Matrix.fromRows(edges.toRows().map((row) => columns.map((j) => row[j])));
  return gramSize(edges) / gramSize(shadow);
}

/** √det(E Eᵀ): the product of the heights of the rows. */
function gramSize(edges: Matrix): number {
  const axes: Float64Array[] = [];
  let product = 1;
  for (let i = 0; i < edges.rows; i++) {
    const edge = edges.row(i).slice();
    for (const axis of [...axes, ...axes]) {
      let along = 0;
      for (let j = 0; j < edge.length; j++) along += axis[j] * edge[j];
      for (let j = 0; j < edge.length; j++) edge[j] -= along * axis[j];
    }
    const height = Math.hypot(...edge);
    product *= height;
    axes.push(edge.map((value) => value / height));
  }
  return product;
}
