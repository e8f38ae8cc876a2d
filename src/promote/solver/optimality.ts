/**
 * Proof that a solution is as good as there is. For every w of the problem and every
 * multiplier in the dual's feasible set the dual value lies below the primal one, so that
 * their difference bounds how far the objective is from its least value.
 *
 *   noiseless   max ⟨Λ, L(w₀)⟩                 s.t. ‖Λ‖' ≤ γ, Zᵀ Lᵀ(Λ) = 0
 *   noisy       max −N/2 |ν|² − νᵀY            s.t. ‖Λ‖' ≤ γ, Θᵀν + Lᵀ(Λ) = 0
 *
 * ‖·‖' is the dual norm, σ₁ for the nuclear one. The multiplier of the last update of w
 * lies in the affine part exactly; scaling brings it into the ball.
 */
import type { DataTerm } from "./data/data-term.js";
import { type MatrixNorm, nuclearNorm } from "./matrix-norm.js";
import type { Solution } from "./minimise.js";

export interface Optimality {
  /** data(w) + γ ‖L(w)‖ */
  readonly objective: number;
  /** No w has an objective below it. */
  readonly dualObjective: number;
  /** (objective − dualObjective) / objective; 0 where the objective is 0. */
  readonly relativeGap: number;
}

export function optimality(
  data: DataTerm,
  { w, multiplier }: Pick<Solution, "w" | "multiplier">,
  weight = 1,
  norm: MatrixNorm = nuclearNorm,
): Optimality {
  const { rows, generators } = data.operator;
  const size = rows * generators;
  const length = size === 0 ? 0 : norm.value(data.operator.apply(w), rows, generators);
  const objective = data.value(w) + weight * length;
  const reach = size === 0 ? 0 : norm.dual(multiplier, rows, generators);
  const dualObjective = data.dualValue(w, multiplier, reach > 0 ? weight / reach : 0);
  const relativeGap = objective > 0 ? (objective - dualObjective) / objective : 0;
  return { objective, dualObjective, relativeGap };
}
