/**
 * Which symmetries a promoted model has: the right null space of L(w).
 *
 * | symbol | name here | shape                                                        |
 * | σ      | values    | min(rows, q), descending                                     |
 * | c      | algebra   | (q − rank) × q, orthonormal rows: Σ_p c_p ξ_p leaves F alone  |
 */
import { Matrix, singularValueDecomposition, type Vector } from "../numerics/index.js";

export interface Spectrum {
  readonly values: Vector;
  /** Singular values that count. */
  readonly rank: number;
  /** Last value that counts over the first that does not; Infinity where there is none, or it is 0. */
  readonly gap: number;
  readonly algebra: Matrix;
}

/** @param rank how many singular values count */
export function spectrumOf(L: Matrix, rank: number): Spectrum {
  const { values, V } = singularValueDecomposition(L);
  const q = L.columns;
  const algebra = new Matrix(q - rank, q);
  for (let k = rank; k < q; k++) algebra.row(k - rank).set(V.column(k));
  const [last, next] = [values[rank - 1] ?? Number.POSITIVE_INFINITY, values[rank] ?? 0];
  return { values, rank, gap: next > 0 ? last / next : Number.POSITIVE_INFINITY, algebra };
}
