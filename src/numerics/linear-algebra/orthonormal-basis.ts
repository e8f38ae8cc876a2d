/**
 * The range { A x }: the left singular vectors whose singular value counts as
 * nonzero. The law: basis · basisᵀ · A = A up to the largest dropped singular
 * value, and basisᵀ · basis = 1.
 */
import type { Matrix } from "../matrix.js";
import { columnRange } from "./column-range.js";
import { singularFactors } from "./factorisations/singular-values.js";
import { decideRank, type RankDecision, type RankOptions } from "./rank.js";

export interface OrthonormalBasis extends RankDecision {
  /** rows(A) × rank, orthonormal columns. */
  basis: Matrix;
}

/**
 * An orthonormal basis of the span of A's columns, with the rank decision and
 * the gap that it rests on.
 * @throws DomainError when A is not finite or the tolerance is outside [0, 1)
 */
export function orthonormalBasis(A: Matrix, options: RankOptions = {}): OrthonormalBasis {
  const { values, U } = singularFactors("orthonormalBasis", A, "thin", "none");
  const decision = decideRank("orthonormalBasis", values, options);
  return { basis: columnRange(U, 0, decision.rank), ...decision };
}
