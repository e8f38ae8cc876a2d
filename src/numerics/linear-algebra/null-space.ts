/**
 * { x : A x = 0 }: the right singular vectors whose singular value counts as
 * zero. The law: A · basis = 0 up to the largest dropped singular value, and
 * basisᵀ · basis = 1.
 */
import type { Matrix } from "../matrix.js";
import { columnRange } from "./column-range.js";
import { decideRank, type RankDecision, type RankOptions } from "./rank.js";
import { singularFactors } from "./singular-values.js";

export interface NullSpace extends RankDecision {
  /** columns(A) × (columns(A) − rank), orthonormal columns. */
  basis: Matrix;
}

/**
 * An orthonormal basis of the null space of A (m × n), with the rank decision
 * and the gap that it rests on. Without rows, or for a zero matrix, everything
 * is in it: n basis vectors.
 * @throws DomainError when A is not finite or the tolerance is outside [0, 1)
 */
export function nullSpace(A: Matrix, options: RankOptions = {}): NullSpace {
  const { values, V } = singularFactors("nullSpace", A, "none", "full");
  const decision = decideRank("nullSpace", values, options);
  return { basis: columnRange(V, decision.rank, A.columns), ...decision };
}
