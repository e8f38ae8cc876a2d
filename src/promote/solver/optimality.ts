/**
 * Proof that a solution is as good as there is. For every w of the problem and every
 * multiplier in the dual's feasible set the dual value lies below the primal one, so that
 * their difference bounds how far the objective is from its least value.
 *
 *   noiseless   max ⟨Λ, L(w₀)⟩                 s.t. ‖Λ‖' ≤ γ, Zᵀ Lᵀ(Λ) = 0
 *   noisy       max −N/2 |ν|² − νᵀY            s.t. ‖Λ‖' ≤ γ, Θᵀν + Lᵀ(Λ) = 0
 *
 * ‖·‖' is the dual norm, σ₁ for the nuclear one. The multiplier of the last update of w
 * lies in the affine part but for rounding; scaling brings it into the ball. What it misses the
 * affine part by, r, moves the bound by at most |r| |w' − w|: it is taken off for all w' that are
 * no further from w than w is long.
 */
import type { Vector } from "../../numerics/index.js";
import type { DataTerm } from "./data/data-term.js";
import { type MatrixNorm, nuclearNorm } from "./matrix-norm.js";
import type { Solution } from "./minimise.js";

export interface Optimality {
  /** data(w) + γ ‖L(w)‖ */
  readonly objective: number;
  /** No w has an objective below it; at least 0, which no objective is below. */
  readonly dualObjective: number;
  /**
   * objective − dualObjective as a share of the objective or, where that is nearly 0, of 10⁻³ of the
   * least-squares solution's.
   */
  readonly relativeGap: number;
}

/** Of the objective at the least-squares solution, and of that at 0: what the objective is compared with at least. */
const [SMALLEST_SHARE, ROUNDING] = [1e-3, 1e-12];

export function optimality(
  data: DataTerm,
  { w, multiplier }: Pick<Solution, "w" | "multiplier">,
  weight = 1,
  norm: MatrixNorm = nuclearNorm,
): Optimality {
  const { rows, generators } = data.operator;
  const size = rows * generators;
  const objectiveAt = (at: Vector) =>
    data.value(at) +
    (size === 0 ? 0 : weight * norm.value(data.operator.apply(at), rows, generators));
  const objective = objectiveAt(w);
  const reach = size === 0 ? 0 : norm.dual(multiplier, rows, generators);
  const dual = data.dualValue(w, multiplier, reach > 0 ? weight / reach : 0);
  const dualObjective = Math.max(0, dual);
  const reference = Math.max(
    objective,
    SMALLEST_SHARE * objectiveAt(data.start),
    ROUNDING * data.value(new Float64Array(w.length)),
  );
  const relativeGap = reference > 0 ? (objective - dualObjective) / reference : 0;
  return { objective, dualObjective, relativeGap };
}
