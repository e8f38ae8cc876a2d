/** The levels as letters of a rate–distortion problem, checked where they enter. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Vector } from "../../../numerics/index.js";
import type { LevelSets } from "../../channel/level-sets.js";

/** What the solver uses of `LevelSets`. */
export type LevelLaws = Pick<LevelSets, "levels" | "P" | "Q" | "encodes">;

export interface Letters {
  readonly P: Vector;
  /** log(P_l / Q_l), ascending. */
  readonly logs: Vector;
  /** D(p‖q) = Σ P log(P/Q). */
  readonly divergence: number;
  /** H(R) = −Σ P log P. */
  readonly entropy: number;
}

/** How far Σ P may be from one, and Σ Q above it. */
const SUM_TOLERANCE = 1e-9;

/**
 * @throws ShapeError for no levels, or laws of other lengths; DomainError where Σ P is not one, Σ Q
 * is more, a weight is not positive, or the ratios do not ascend, and for classes of inputs
 */
export function lettersOf({ levels, P, Q, encodes }: LevelLaws, caller: string): Letters {
  if (encodes === "inputs") {
    throw new DomainError(
      `${caller}: these are classes of inputs (reference "invariance"), whose codes do not depend on P and Q alone; solve informationBottleneck(channel) instead.`,
    );
  }
  if (!(levels >= 1 && P && Q) || P.length !== levels || Q.length !== levels) {
    throw new ShapeError(
      `${caller}: got ${levels} levels with ${P?.length} weights P and ${Q?.length} weights Q; expected one of each for at least one level: pass what levelSets returned.`,
    );
  }
  const logs = new Float64Array(levels);
  let sum = 0;
  let reference = 0;
  let divergence = 0;
  let entropy = 0;
  for (let l = 0; l < levels; l++) {
    if (
      !(P[l] > 0 && Q[l] > 0 && P[l] < Number.POSITIVE_INFINITY && Q[l] < Number.POSITIVE_INFINITY)
    ) {
      throw new DomainError(
        `${caller}: level ${l} has P = ${P[l]}, Q = ${Q[l]}; expected positive weights (impossible pairs are no level).`,
      );
    }
    logs[l] = Math.log(P[l] / Q[l]);
    if (l > 0 && !(logs[l] >= logs[l - 1])) {
      throw new DomainError(
        `${caller}: the ratios P/Q fall from level ${l - 1} to ${l}; expected them ascending, as levelSets returns them.`,
      );
    }
    sum += P[l];
    reference += Q[l];
    divergence += P[l] * logs[l];
    entropy -= P[l] * Math.log(P[l]);
  }
  if (Math.abs(sum - 1) > SUM_TOLERANCE) {
    throw new DomainError(
      `${caller}: the weights P sum to ${sum}; expected 1: divide them by their sum.`,
    );
  }
  if (reference > 1 + SUM_TOLERANCE) {
    throw new DomainError(
      `${caller}: the weights Q sum to ${reference}; expected at most 1, and 1 where no pair is impossible: divide them by their sum.`,
    );
  }
  return { P, logs, divergence: Math.max(divergence, 0), entropy: Math.max(entropy, 0) };
}

/** @throws DomainError for β that is no positive finite number */
export function requireBeta(beta: number, caller: string): void {
  if (!(beta > 0 && beta < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`${caller}: beta is ${beta}; expected a positive finite number.`);
  }
}
