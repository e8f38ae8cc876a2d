/**
 * How many singular values count as nonzero: those above tolerance · σ₁. The
 * answer comes with the gap that it rests on.
 */
import { DomainError } from "../../errors.js";
import type { Matrix, Vector } from "../matrix.js";
import { singularValues } from "./factorisations/singular-values.js";
import { requireFinite } from "./finite-matrix.js";

/**
 * Singular values at most this fraction of the largest count as zero. Rounding
 * leaves zeros near 1e-15; at 1e-10 the directions of a null space are still
 * determined to about ε / 1e-10 ≈ 2e-6.
 */
export const RANK_TOLERANCE = 1e-10;

export interface RankOptions {
  /** Relative to the largest singular value, in [0, 1); RANK_TOLERANCE unless given. */
  tolerance?: number;
}

/** The singular values on both sides of a rank decision. */
export interface RankGap {
  /** The smallest that counts as nonzero; 0 at rank 0. */
  kept: number;
  /** The largest that counts as zero; 0 when none was dropped. */
  dropped: number;
  /**
   * kept / max(dropped, ε σ₁): what lies below ε σ₁ is rounding. Near 1 the rank is a
   * guess, beyond 1e6 it is safe; Infinity for a zero or empty matrix.
   */
  ratio: number;
}

export interface RankDecision {
  rank: number;
  /** Descending, min(rows, columns) of them. */
  singularValues: Vector;
  gap: RankGap;
}

/** Number of linearly independent columns of A. @throws DomainError */
export function rank(A: Matrix, options: RankOptions = {}): number {
  requireFinite("rank", "A", A);
  return decideRank("rank", singularValues(A), options).rank;
}

/** The rank that descending singular values speak for. @throws DomainError for a tolerance outside [0, 1) */
export function decideRank(caller: string, values: Vector, options: RankOptions): RankDecision {
  const tolerance = options.tolerance ?? RANK_TOLERANCE;
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new DomainError(
      `${caller}: tolerance is ${tolerance}; expected a number in [0, 1), relative to the largest singular value.`,
    );
  }
  const threshold = tolerance * (values[0] ?? 0);
  const firstDropped = values.findIndex((value) => value <= threshold);
  const rank = firstDropped < 0 ? values.length : firstDropped;
  const kept = values[rank - 1] ?? 0;
  const dropped = values[rank] ?? 0;
  const floor = Number.EPSILON * (values[0] ?? 0);
  const ratio = rank === 0 ? Number.POSITIVE_INFINITY : kept / Math.max(dropped, floor);
  return { rank, singularValues: values, gap: { kept, dropped, ratio } };
}
