/**
 * { x : A x = 0 }: the right singular vectors whose singular value counts as
 * zero. The law: A · basis = 0 up to the largest dropped singular value, and
 * basisᵀ · basis = 1.
 */
import { Matrix, type Vector } from "../matrix.js";
import { linearAlgebra } from "./backend/backend.js";
import { requireFiniteNorm } from "./factorisations/singular-values.js";
import { requireFinite } from "./finite-matrix.js";
import { decideRank, type RankDecision, type RankOptions } from "./rank.js";

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
  const decide = (values: Vector): RankDecision => {
    requireFiniteNorm("nullSpace", A, values);
    return decideRank("nullSpace", values, options);
  };
  requireFinite("nullSpace", "A", A);
  if (A.rows === 0 || A.columns === 0) {
    return { basis: Matrix.identity(A.columns), ...decide(new Float64Array(0)) };
  }
  const { values, vectors } = linearAlgebra().trailingVectors(A, (found) => decide(found).rank);
  return { basis: vectors, ...decide(values) };
}
