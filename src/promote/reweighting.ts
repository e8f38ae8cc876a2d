/**
 * Weights that lower small singular values more than large ones: the nuclear norm of L(w) W
 * with W = V diag(ε/(σ_i + ε)) Vᵀ from an earlier L(w*) = U diag(σ) Vᵀ majorises Σ log(σ + ε).
 */
import { DomainError } from "../errors.js";
import { type Matrix, SparseMatrix, singularValueDecomposition } from "../numerics/index.js";
import { LieOperator } from "./solver/lie-operator.js";

/**
 * w ↦ L(w) W.
 * @param epsilon ε as a share of σ₁
 * @throws DomainError unless ε is positive
 */
export function reweightedOperator(
  operator: LieOperator,
  w: ArrayLike<number>,
  epsilon: number,
): LieOperator {
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new DomainError(
      `promote: got reweighting.epsilon ${epsilon}; expected a positive number.`,
    );
  }
  const { values, V } = singularValueDecomposition(operator.matrix(w));
  if (!(values[0] > 0)) return operator;
  const scaled = V.transpose();
  for (let k = 0; k < V.columns; k++) {
    const factor = epsilon / ((values[k] ?? 0) / values[0] + epsilon);
    scaled.row(k).forEach((value, i, row) => {
      row[i] = factor * value;
    });
  }
  return turnedOperator(operator, V.multiply(scaled));
}

/** w ↦ L(w) T, for T with q rows. */
export function turnedOperator(operator: LieOperator, T: Matrix): LieOperator {
  const blocks = operator.blocks();
  const turned = Array.from({ length: T.columns }, (_, p) =>
    SparseMatrix.combine(blocks, T.column(p)),
  );
  return LieOperator.compressed(turned, operator.parameters, operator.root);
}
