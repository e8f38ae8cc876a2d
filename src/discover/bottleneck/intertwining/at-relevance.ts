/**
 * The cheapest code with a given relevance λ, 0 ≤ λ ≤ D(p‖q). The relevance D(β) of the optimal
 * codes rises without a jump; where β cannot be told finely enough, two codes are mixed: a symbol
 * of the first with probability 1 − α, of the second with α. Rate and relevance of a mixture are
 * the mixtures of rates and relevances.
 *
 * | symbol | name here | meaning                                                        |
 * | λ      | relevance |                                                                |
 * | α      | share     | of the second code                                             |
 * |        | gap       | rate − max over the codes of (min L_β + β λ)                   |
 */
import { AbortedError, ConvergenceError, DomainError } from "../../../errors.js";
import { interruptSignal } from "../../../interrupt.js";
import { Matrix } from "../../../numerics/index.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import { criticalBetaOf } from "./critical-beta.js";
import { fullInformation } from "./full-information.js";
import { type LevelLaws, lettersOf } from "./letters.js";
import { solveLetters } from "./solve.js";

export interface RelevanceSolution {
  readonly relevance: number;
  readonly rate: number;
  /** No code of this relevance costs less than rate − gap. */
  readonly gap: number;
  /** One code, or the two that are mixed; the first has the smaller relevance. */
  readonly codes: readonly IntertwiningSolution[];
  /** Of the second code; 0 where there is one. */
  readonly share: number;
  /** Levels × all symbols of the codes, those of the first before those of the second. */
  readonly encoder: Matrix;
}

/** Relative width of the interval of β at which two codes are mixed. */
const NARROW = 1e-9;
const MOST_STEPS = 200;

/**
 * @throws DomainError for λ outside [0, D(p‖q)] and as `iibSolve`; AbortedError;
 * ConvergenceError where no β was found for a λ next to D(p‖q)
 */
export function solveAtRelevance(
  levels: LevelLaws,
  relevance: number,
  { signal = interruptSignal() }: { signal?: AbortSignal } = {},
): RelevanceSolution {
  const letters = lettersOf(levels, "solveAtRelevance");
  const { divergence } = letters;
  if (!(relevance >= 0 && relevance <= divergence)) {
    throw new DomainError(
      `solveAtRelevance: the relevance is ${relevance}; expected a number from 0 to D(p‖q) = ${divergence} nats.`,
    );
  }
  if (relevance === divergence) return alone(fullInformation(levels), relevance);
  const critical = criticalBetaOf(letters).exact;
  let low = solveLetters(letters, critical, { signal });
  if (relevance <= low.relevance) {
    const trivial = solveLetters(letters, critical / 2, { signal });
    if (relevance === 0 || low.relevance === 0) return alone(trivial, relevance);
    return mixture(trivial, low, relevance);
  }
  let high = low;
  for (let step = 0; high.relevance < relevance; step++) {
    if (step === MOST_STEPS) {
      throw new ConvergenceError(
        `solveAtRelevance: no β up to ${high.beta} has the relevance ${relevance} of at most ${divergence}; ask for the full relevance itself.`,
      );
    }
    low = high;
    high = solveLetters(letters, 4 * high.beta, { signal, from: high });
  }
  const wanted = Math.log(divergence - relevance);
  const above = (code: IntertwiningSolution) => Math.log(Math.max(code.loss, 1e-300)) - wanted;
  let lowValue = above(low);
  let highValue = above(high);
  let side = 0;
  for (let step = 0; step < MOST_STEPS && high.beta / low.beta - 1 > NARROW; step++) {
    if (signal?.aborted) {
      throw new AbortedError(
        `solveAtRelevance: stopped by the caller between β = ${low.beta} and ${high.beta}.`,
      );
    }
    const span = Math.log(high.beta / low.beta);
    let part = lowValue / (lowValue - highValue);
    if (!(part > 0.001 && part < 0.999) || step % 4 === 3) part = 0.5;
    const middle = solveLetters(letters, low.beta * Math.exp(part * span), { signal, from: low });
    if (middle.beta <= low.beta || middle.beta >= high.beta) break;
    const value = above(middle);
    if (value > 0) {
      low = middle;
      lowValue = value;
      if (side === 1) highValue /= 2;
      side = 1;
    } else {
      high = middle;
      highValue = value;
      if (side === -1) lowValue /= 2;
      side = -1;
    }
    if (Math.abs(value) < 1e-15) break;
  }
  return mixture(low, high, relevance);
}

function alone(code: IntertwiningSolution, relevance: number): RelevanceSolution {
  const { rate, gap, encoder } = code;
  return { relevance, rate, gap, codes: [code], share: 0, encoder };
}

function mixture(
  low: IntertwiningSolution,
  high: IntertwiningSolution,
  relevance: number,
): RelevanceSolution {
  const width = high.relevance - low.relevance;
  const share = width > 0 ? Math.min(Math.max((relevance - low.relevance) / width, 0), 1) : 1;
  const rate = (1 - share) * low.rate + share * high.rate;
  const loss = (1 - share) * low.loss + share * high.loss;
  const least = Math.max(
    ...[low, high].map((code) => code.rate - code.gap + code.beta * (code.loss - loss)),
  );
  const first = low.encoder;
  const second = high.encoder;
  const encoder = new Matrix(first.rows, first.columns + second.columns);
  for (let l = 0; l < first.rows; l++) {
    const row = encoder.row(l);
    first.row(l).forEach((value, j) => {
      row[j] = (1 - share) * value;
    });
    second.row(l).forEach((value, j) => {
      row[first.columns + j] = share * value;
    });
  }
  return { relevance, rate, gap: Math.max(rate - least, 0), codes: [low, high], share, encoder };
}
