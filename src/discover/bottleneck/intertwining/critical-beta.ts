/**
 * The largest β at which one symbol is optimal.
 *
 * For ρ ≠ ρ₀ the function β ↦ log Σ_l P_l e^{−β Δ_l}, Δ_l = d(r_l, ρ) − d(r_l, ρ₀), is convex, 0 at
 * β = 0 with negative slope, and one symbol is optimal iff none of them is above 0: the critical β
 * is the least of their second zeros. As ρ → ρ₀ these tend to the β of linear stability.
 *
 * | symbol | name here | meaning                                                    |
 * | ρ₀     |           | 1 / Σ Q, the only symbol's ratio                           |
 * | β_c    | exact     | min over ρ of the zeros                                    |
 * | β_loc  | local     | û² / Var(1/r), û = Σ Q: for full support 1/χ²(q‖p)         |
 */
import { type Letters, type LevelLaws, lettersOf } from "./letters.js";
import { itakuraSaitoOfLog } from "./mixture/bump.js";
import { wholeCluster } from "./mixture/cluster.js";
import { scanScore } from "./mixture/score.js";

export interface CriticalBeta {
  /** One symbol is optimal iff β ≤ exact; Infinity where there is one level only. */
  readonly exact: number;
  /** Where the symbol would split by itself; never less than `exact`. */
  readonly local: number;
  /**
   * Whether the second symbol appears at a distance from the first, below `local`: with weight 0
   * at β_c, so that the relevance starts from 0 without a jump, but with a kink.
   */
  readonly firstOrder: boolean;
  /** Where the second symbol appears; ρ₀ for a split. */
  readonly ratio: number;
}

const MOST_ROUNDS = 60;
/** Scores above 1 by less than this are rounding. */
const VISIBLE = 1e-11;
/** A relative difference of `exact` and `local` that is none. */
const SAME = 1e-6;

/** @throws ShapeError, DomainError as `iibSolve` */
export function criticalBeta(levels: LevelLaws): CriticalBeta {
  return criticalBetaOf(lettersOf(levels, "criticalBeta"));
}

export function criticalBetaOf({ P, logs }: Letters): CriticalBeta {
  let inverse = 0;
  for (let l = 0; l < P.length; l++) inverse += P[l] * Math.exp(-logs[l]);
  const place = -Math.log(inverse);
  let variance = 0;
  for (let l = 0; l < P.length; l++) variance += P[l] * Math.expm1(place - logs[l]) ** 2;
  const local = 1 / variance;
  const ratio = Math.exp(place);
  if (P.length === 1) {
    const never = Number.POSITIVE_INFINITY;
    return { exact: never, local: never, firstOrder: false, ratio };
  }
  let best = local;
  let born = place;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const theta = mostWanted(P, logs, place, best);
    if (theta === undefined) break;
    const zero = zeroAt(P, logs, place, theta, best);
    if (!(zero < best * (1 - 1e-15))) break;
    best = zero;
    born = theta;
  }
  const firstOrder = best < local * (1 - SAME);
  return firstOrder
    ? { exact: best, local, firstOrder, ratio: Math.exp(born) }
    : { exact: local, local, firstOrder, ratio };
}

/** Where the score of one symbol at `place` is highest, if it is above 1. */
function mostWanted(
  P: Float64Array,
  logs: Float64Array,
  place: number,
  beta: number,
): number | undefined {
  let extreme: number | undefined;
  let highest = Math.log1p(VISIBLE);
  const consider = (theta: number) => {
    const value = logScore(P, logs, place, theta, beta).value;
    if (value > highest) {
      highest = value;
      extreme = theta;
    }
  };
  const gain = P.map((weight, l) => weight * Math.exp(beta * itakuraSaitoOfLog(place - logs[l])));
  if (gain.every((g) => g < 1e6)) {
    const cluster = wholeCluster(logs, P, beta);
    const scan = scanScore(cluster, gain, VISIBLE);
    for (const peak of scan.peaks) consider(cluster.origin + peak);
    return extreme;
  }
  for (const theta of logs) consider(theta);
  return extreme;
}

/** log Σ P e^{−β Δ(θ)} and its slope in β. */
function logScore(
  P: Float64Array,
  logs: Float64Array,
  place: number,
  theta: number,
  beta: number,
): { value: number; slope: number } {
  const delta = logs.map((x) => itakuraSaitoOfLog(theta - x) - itakuraSaitoOfLog(place - x));
  let least = Number.POSITIVE_INFINITY;
  for (const d of delta) least = Math.min(least, d);
  let sum = 0;
  let moment = 0;
  for (let l = 0; l < P.length; l++) {
    const share = P[l] * Math.exp(-beta * (delta[l] - least));
    sum += share;
    moment += share * delta[l];
  }
  return { value: Math.log(sum) - beta * least, slope: -moment / sum };
}

/** The zero below `from`, at which the convex function is not negative: Newton from the right. */
function zeroAt(
  P: Float64Array,
  logs: Float64Array,
  place: number,
  theta: number,
  from: number,
): number {
  let beta = from;
  for (let round = 0; round < 200; round++) {
    const { value, slope } = logScore(P, logs, place, theta, beta);
    if (!(value > 0 && slope > 0)) break;
    const next = beta - value / slope;
    if (!(next < beta)) break;
    beta = next;
  }
  return beta;
}
