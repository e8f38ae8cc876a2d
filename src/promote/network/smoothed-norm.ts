/**
 * Norms of the matrix L (rows × q) of Lie derivatives, with their gradients.
 * Otto, Zolman, Kutz and Brunton, arXiv 2311.00212, for the nuclear norm as a surrogate of
 * rank L = dim G − dim Sym_G(F).
 *
 * | symbol | name           | value                                                    |
 * | σ_k    | singularValues | √λ_k(LᵀL), descending                                    |
 * | R_ε    | value          | nuclear: Σ_k √(σ_k² + ε²); frobenius: Σ_k σ_k²           |
 * | ∂R/∂L  | gradient       | nuclear: L S, S = (LᵀL + ε²I)^(−1/2); frobenius: 2 L     |
 *
 * Law: ‖L‖_* ≤ R_ε ≤ ‖L‖_* + q ε. L S is the exact gradient although S was not differentiated,
 * for d tr (LᵀL + ε²I)^(1/2) = tr(S Lᵀ dL).
 */
import { DomainError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { openEigen } from "../../numerics/linear-algebra/backend/eigen-backend.js";

export type LieNorm = "nuclear" | "frobenius";

export interface NormReading {
  readonly value: number;
  /** Descending, length q. */
  readonly singularValues: Float64Array;
  /** Of the shape of L. */
  readonly gradient: Matrix;
}

/**
 * R and its gradient. Eigenvalues of LᵀL are taken, so that singular values below 1e-8 of the
 * largest one are noise: choose ε well above that. An L that is not finite has the value NaN.
 * @param epsilon ε > 0
 * @throws DomainError for ε ≤ 0, where the gradient does not exist for an L of low rank
 */
export function smoothedNorm(L: Matrix, norm: LieNorm, epsilon: number): NormReading {
  if (!(epsilon > 0)) {
    throw new DomainError(`smoothedNorm: epsilon is ${epsilon}; expected a positive number.`);
  }
  const q = L.columns;
  const gram = gramMatrix(L);
  if (!gram.data.every(Number.isFinite)) {
    const singularValues = new Float64Array(q).fill(Number.NaN);
    return { value: Number.NaN, singularValues, gradient: new Matrix(L.rows, q) };
  }
  // Eigen whatever the thread's choice is: training has the same bits everywhere.
  const { values, vectors } = openEigen().symmetricEigen(gram);
  const squares = values.map((value) => Math.max(0, value)).reverse();
  const singularValues = squares.map(Math.sqrt);
  if (norm === "frobenius") {
    return { value: gram.trace(), singularValues, gradient: L.scale(2) };
  }
  const roots = squares.map((square) => Math.sqrt(square + epsilon ** 2));
  const scaled = vectors.clone();
  for (let i = 0; i < q; i++) {
    for (let k = 0; k < q; k++) scaled.data[i * q + k] /= roots[q - 1 - k];
  }
  return {
    value: roots.reduce((sum, root) => sum + root, 0),
    singularValues,
    gradient: L.multiply(scaled.multiply(vectors.transpose())),
  };
}

/** LᵀL, q × q. */
function gramMatrix(L: Matrix): Matrix {
  const q = L.columns;
  const gram = new Matrix(q, q);
  for (let i = 0; i < L.rows; i++) {
    for (let p = 0; p < q; p++) {
      const factor = L.data[i * q + p];
      for (let r = 0; r <= p; r++) gram.data[p * q + r] += factor * L.data[i * q + r];
    }
  }
  for (let p = 0; p < q; p++) {
    for (let r = 0; r < p; r++) gram.data[r * q + p] = gram.data[p * q + r];
  }
  return gram;
}
