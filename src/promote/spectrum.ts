/**
 * Which symmetries a promoted model has: the right null space of L(w).
 *
 * | symbol | name here  | shape                                                        |
 * | σ      | values     | min(rows, q), descending                                     |
 * | V      | directions | q × q, orthonormal rows, in the order of σ                   |
 * | c      | algebra    | (q − rank) × q, the last rows of V: Σ_p c_p ξ_p leaves F alone|
 */
import { Matrix, singularValueDecomposition, type Vector } from "../numerics/index.js";
import { norm } from "./solver/data/data-term.js";
import type { LieOperator } from "./solver/lie-operator.js";

export interface Spectrum {
  readonly values: Vector;
  /** Singular values that count. */
  readonly rank: number;
  /** Last value that counts over the first that does not; Infinity where there is none, or it is 0. */
  readonly gap: number;
  readonly directions: Matrix;
  readonly algebra: Matrix;
}

/** Singular values of L(w) above this share of the largest count. */
export const SPECTRUM_TOLERANCE = 1e-4;
/** Below this share of √tr H ‖w‖ they are what a solver leaves, however they compare. */
const RESOLUTION = 1e-7;

export function spectrumOf(
  operator: LieOperator,
  w: Vector,
  tolerance: number = SPECTRUM_TOLERANCE,
): Spectrum {
  const { values, V } = singularValueDecomposition(operator.matrix(w));
  const floor = RESOLUTION * Math.sqrt(operator.gram().trace()) * norm(w);
  const rank = values.filter((value) => value > Math.max(floor, tolerance * values[0])).length;
  const [last, next] = [values[rank - 1] ?? Number.POSITIVE_INFINITY, values[rank] ?? 0];
  const gap = next > 0 ? last / next : Number.POSITIVE_INFINITY;
  const directions = V.transpose();
  return { values, rank, gap, directions, algebra: algebraBeyond(directions, rank) };
}

/** The rows from `rank` on: the algebra that is kept when so many singular values count. */
export function algebraBeyond(directions: Matrix, rank: number): Matrix {
  const q = directions.columns;
  return new Matrix(q - rank, q, directions.data.slice(rank * q));
}
