/**
 * The bottleneck at λ = D(p‖q): the level sets themselves (arXiv 2310.16555, the limit β → ∞).
 * T is sufficient for {p, q} iff it tells the levels of p/q apart; the cheapest such T is the level,
 * at the cost H(R).
 */
import { Matrix } from "../../../numerics/index.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import { type LevelLaws, lettersOf } from "./letters.js";

/**
 * The closed form: one symbol for each level, rate H(R), loss 0. β is Infinity, and so is minus the
 * objective (0 where there is one level only). @throws ShapeError, DomainError as `iibSolve`
 */
export function fullInformation(levels: LevelLaws): IntertwiningSolution {
  const { P, logs, divergence, entropy } = lettersOf(levels, "fullInformation");
  let encoder: Matrix | undefined;
  return {
    beta: Number.POSITIVE_INFINITY,
    get encoder(): Matrix {
      encoder ??= Matrix.identity(P.length);
      return encoder;
    },
    weights: P.slice(),
    ratios: logs.map(Math.exp),
    rate: entropy,
    relevance: divergence,
    loss: 0,
    objective: divergence > 0 ? Number.NEGATIVE_INFINITY : 0,
    gap: 0,
    worstRatio: Math.exp(logs[0]),
    iterations: 0,
  };
}
