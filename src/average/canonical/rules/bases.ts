/**
 * Vectors of an eigenspace that are built alike for every order of the vertices and for every
 * basis that a solver gives (Ma et al. 2024, Algorithm 2; MAP: Ma et al. 2023).
 *
 * | symbol | name here | meaning                                        |
 * | P      |           | projector on the space, n × n                  |
 * | c      | classes   | classes of vertices, taken by descending key   |
 * | x_c    |           | 1_c + 10 · 1, whose span is that of the 1_c    |
 * | Q      |           | n × r, orthonormalised P x_c, r ≤ m            |
 *
 * Law: Q spans {P 1_c}; with the orbits of Stab(P) as classes, that is everything that can be
 * built equivariantly, and r = m exactly when Stab(P) acts trivially on the space.
 */
import { Matrix } from "../../../numerics/index.js";

/** Parts of unit vectors outside the span of others that count: shorter ones are none. */
export const INDEPENDENCE_TOLERANCE = 1e-5;

const OFFSET = 10;

export interface CanonicalBasis {
  /** n × r, orthonormal. */
  readonly vectors: Matrix;
  /** The shortest part outside the span of those before it that was kept; Infinity without one. */
  readonly kept: number;
  /** The longest one that counted as none; 0 without one. */
  readonly dropped: number;
}

/**
 * Orthonormal vectors of all classes, by descending class, up to `dimension` of them.
 * @param offset of x_c; without one (0) a class is not dropped because P 1 is much longer than P 1_c
 */
export function projectedAxes(
  P: Matrix,
  { classes, count }: { classes: Int32Array; count: number },
  dimension: number,
  offset: number = OFFSET,
): CanonicalBasis {
  const { project } = classProjections(P, classes, count, offset);
  return independent(
    P.rows,
    dimension,
    Array.from({ length: count }, (_, c) => () => project(count - 1 - c)),
  );
}

/** MAP: only the `dimension` classes of the largest keys; ends at the first that adds nothing. */
export function maximalAxes(
  P: Matrix,
  { classes, count }: { classes: Int32Array; count: number },
  dimension: number,
): CanonicalBasis {
  const { project } = classProjections(P, classes, count, OFFSET);
  const steps = Math.min(dimension, count);
  const candidates = Array.from({ length: steps }, (_, c) => () => project(count - 1 - c));
  return independent(P.rows, dimension, candidates, true);
}

/** Gram–Schmidt over the columns P e_i in the given order of the vertices: always spans the space. */
export function axesInOrder(P: Matrix, order: ArrayLike<number>, dimension: number): Matrix {
  const candidates = Array.from(order, (vertex) => () => P.column(vertex));
  return independent(P.rows, dimension, candidates).vectors;
}

function classProjections(P: Matrix, classes: Int32Array, count: number, offset: number) {
  const n = P.rows;
  const sums = new Matrix(n, count);
  const total = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      sums.data[i * count + classes[j]] += P.data[i * n + j];
      total[i] += P.data[i * n + j];
    }
  }
  const project = (c: number) => sums.column(c).map((sum, i) => sum + offset * total[i]);
  return { project };
}

function independent(
  n: number,
  dimension: number,
  candidates: readonly (() => Float64Array)[],
  stopAtFirst = false,
): CanonicalBasis {
  const axes: Float64Array[] = [];
  let kept = Number.POSITIVE_INFINITY;
  let dropped = 0;
  for (const candidate of candidates) {
    if (axes.length === dimension) break;
    const vector = candidate();
    const length = norm(vector);
    let rest = 0;
    if (length > INDEPENDENCE_TOLERANCE) {
      for (let i = 0; i < n; i++) vector[i] /= length;
      for (let pass = 0; pass < 2; pass++) for (const axis of axes) removePart(vector, axis);
      rest = norm(vector);
    }
    const measure = Math.min(length, rest);
    if (rest > INDEPENDENCE_TOLERANCE) {
      for (let i = 0; i < n; i++) vector[i] /= rest;
      axes.push(vector);
      kept = Math.min(kept, measure);
    } else {
      dropped = Math.max(dropped, measure);
      if (stopAtFirst) break;
    }
  }
  const vectors = new Matrix(n, axes.length);
  axes.forEach((axis, k) => {
    for (let i = 0; i < n; i++) vectors.data[i * axes.length + k] = axis[i];
  });
  return { vectors, kept, dropped };
}

function removePart(vector: Float64Array, axis: Float64Array): void {
  let part = 0;
  for (let i = 0; i < axis.length; i++) part += vector[i] * axis[i];
  for (let i = 0; i < axis.length; i++) vector[i] -= part * axis[i];
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
