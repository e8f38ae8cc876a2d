/**
 * The rank of a cloud under GL(d), and the coordinates of its points that no g changes.
 *
 * | symbol | name here | shape | meaning                                                        |
 * | X      | points    | n × d | the points, less their centroid for Aff                         |
 * | e_j    | extents   | d     | 1; for data rounded to float32 the largest |x_ij| as given      |
 * | W, σ   | whitened, values | n × r, d | X diag(1/e) = W diag(σ) Vᵀ, σ descending               |
 *
 * Under O(d) a direction of length σ_r is worth σ_r: dropping it costs no more. Under GL(d) each
 * direction is worth as much as any other, because some g makes it long. It can be dropped only
 * where it is rounding, and two observers agree as long as no g makes it so:
 *
 * | data               | errors of x_ij       | tolerance on σ_r / σ_1                            |
 * | Float64            | some ε max |X|       | 1e-8: computing may have enlarged them            |
 * | rounded to float32 | 2⁻²⁴ |x_ij|          | 2⁻¹⁸: of a zero σ they make √d 2⁻²⁴ σ_1 at most    |
 *
 * Rounding is relative to each coordinate by itself, so that a g that stretches one of them a
 * thousand times costs nothing once coordinates are measured by their extents. A coordinate
 * below the tolerance beside the largest keeps the largest's extent: computing in float32
 * leaves so much of nothing.
 */
import { Matrix, singularValueDecomposition } from "../../../numerics/index.js";
import type { Cloud } from "../span/cloud.js";
import { type Precision, UNIT_ROUNDING } from "../span/precision.js";

/** Of σ_1: singular values up to this times it count as none. */
export const RANK_TOLERANCE: Readonly<Record<Precision, number>> = {
  double: 1e-8,
  single: 2 ** -18,
};

/** Roundings of all coordinates together, ‖(2⁻²⁴ x_ij / e_j)‖, that count as none: it bounds what they do to σ. */
const GIVEN_ROUNDINGS = 4;

export interface Whitened {
  /** n × r, orthonormal columns. */
  readonly whitened: Matrix;
  /** Of the points, their coordinates measured by the extents: descending. */
  readonly values: Float64Array;
  readonly extents: Float64Array;
}

/**
 * @param input the points as given, before the centroid was taken away
 * @param tolerance on σ_r / σ_1
 */
export function whiten(
  cloud: Cloud,
  input: Matrix,
  precision: Precision,
  tolerance: number,
): Whitened {
  const { count, dimension, points, threshold } = cloud;
  const single = precision === "single";
  const extents = single
    ? coordinateExtents(cloud, input, tolerance)
    : new Float64Array(dimension).fill(1);
  const measured = single ? points.map((x, k) => x / extents[k % dimension]) : points;
  const { U, values } = singularValueDecomposition(new Matrix(count, dimension, measured), {
    thin: true,
  });
  const floor = single ? roundingOf(cloud, input, extents) : threshold;
  const cut = Math.max(tolerance * (values[0] ?? 0), floor);
  const below = values.findIndex((value) => !(value > cut));
  return { whitened: leading(U, below < 0 ? values.length : below), values, extents };
}

/** Powers of two, so that dividing by them rounds nothing. */
function coordinateExtents(
  { dimension, unit }: Cloud,
  input: Matrix,
  tolerance: number,
): Float64Array {
  const extents = new Float64Array(dimension);
  input.data.forEach((x, k) => {
    extents[k % dimension] = Math.max(extents[k % dimension], Math.abs(x / unit));
  });
  const largest = Math.max(...extents);
  if (largest === 0) return extents.fill(1);
  return extents.map((e) => 2 ** Math.floor(Math.log2(e > tolerance * largest ? e : largest)));
}

function roundingOf({ unit, dimension }: Cloud, input: Matrix, extents: Float64Array): number {
  const square = input.data.reduce(
    (sum, x, k) => sum + (x / unit / extents[k % dimension]) ** 2,
    0,
  );
  return GIVEN_ROUNDINGS * UNIT_ROUNDING.single * Math.sqrt(square);
}

function leading(matrix: Matrix, columns: number): Matrix {
  if (columns === matrix.columns) return matrix;
  const out = new Matrix(matrix.rows, columns);
  for (let i = 0; i < matrix.rows; i++) out.row(i).set(matrix.row(i).subarray(0, columns));
  return out;
}
