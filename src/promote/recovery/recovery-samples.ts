/**
 * The least number of samples from which minimising a norm of L(w) subject to Θ w = Y gives
 * back the true coefficients, by bisection over nested samples: experiments of Otto, Zolman,
 * Kutz, Brunton (arXiv 2311.00212).
 *
 * | symbol | name here  |                                                                  |
 * | n      | samples    | the least one found to succeed, from 2 to those there are        |
 * |        | threshold  | success: ‖w − w*‖_∞ / ‖w*‖_∞ below it                            |
 *
 * As in the reference, the number at the upper end is taken to succeed without a trial.
 * An iteration ends early once its residuals are below `decided` and its error is four
 * times above or below the threshold; near the threshold it goes on to `tolerance`.
 */
import { Matrix } from "../../numerics/index.js";
import { exactData } from "../solver/data/exact-data.js";
import { LieOperator } from "../solver/lie-operator.js";
import { entrywiseNorm, nuclearNorm } from "../solver/matrix-norm.js";
import { minimise } from "../solver/minimise.js";
import type { RecoveryProblem } from "./recovery-problem.js";

/** What is minimised: the nuclear norm of L(w), its Frobenius norm, or Σ|w_a|. */
export type RecoveryNorm = "nuclear" | "frobenius" | "absolute";

export interface RecoveryOptions {
  norm?: RecoveryNorm;
  /** Default 5e-3. */
  threshold?: number;
  /** Bisection steps at most; default 15. */
  bisections?: number;
  /** Residuals at which a clear case counts as decided; default 1e-5. */
  decided?: number;
  /** Residuals at which every case is decided; default 1e-7. */
  tolerance?: number;
  /** Iterations of one solution at most; default 3000. */
  iterations?: number;
}

export interface RecoveryTrial {
  readonly samples: number;
  /** ‖w − w*‖_∞ / ‖w*‖_∞ */
  readonly error: number;
  readonly iterations: number;
  readonly success: boolean;
}

export interface Recovery {
  readonly samples: number;
  readonly trials: readonly RecoveryTrial[];
}

/** Error over threshold, or threshold over error, from which a case is clear. */
const CLEAR = 4;

export function recoverySettings(options: RecoveryOptions): Required<RecoveryOptions> {
  const { norm = "nuclear", threshold = 5e-3, bisections = 15, decided = 1e-5 } = options;
  const { tolerance = 1e-7, iterations = 3000 } = options;
  return { norm, threshold, bisections, decided, tolerance, iterations };
}

/** Yields between the steps of a solution, with the trials so far. */
export function* recoverySteps(
  problem: RecoveryProblem,
  options: RecoveryOptions = {},
): Generator<readonly RecoveryTrial[], Recovery> {
  const settings = recoverySettings(options);
  const { design } = problem;
  const trials: RecoveryTrial[] = [];
  let [low, high] = [1, design.rows];
  for (let step = 0; step < settings.bisections && high - low > 1; step++) {
    const samples = Math.floor((low + high) / 2);
    const search = trial(problem, samples, settings);
    for (;;) {
      const { done, value } = search.next();
      if (done) {
        trials.push(value);
        if (value.success) high = samples;
        else low = samples;
        break;
      }
      yield trials;
    }
  }
  return { samples: high, trials };
}

/** The whole search, without a pause. @throws ShapeError, DataError as exactData */
export function recoverySamples(problem: RecoveryProblem, options: RecoveryOptions = {}): Recovery {
  const steps = recoverySteps(problem, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function* trial(
  { operator, design, truth }: RecoveryProblem,
  samples: number,
  settings: Required<RecoveryOptions>,
): Generator<undefined, RecoveryTrial> {
  const { threshold, decided } = settings;
  const part = new Matrix(samples, design.columns, design.data.slice(0, samples * design.columns));
  const values = part.apply(truth);
  const result = (w: Float64Array, iterations: number): RecoveryTrial => {
    const error = relativeError(w, truth);
    return { samples, error, iterations, success: error < threshold };
  };
  if (settings.norm === "frobenius") {
    return result(exactData(operator, part, values).freedom(1).offset, 0);
  }
  const nuclear = settings.norm === "nuclear";
  const data = exactData(nuclear ? operator : LieOperator.identity(truth.length), part, values);
  const { tolerance, iterations } = settings;
  const norm = nuclear ? nuclearNorm : entrywiseNorm;
  const search = minimise(data, { tolerance, iterations, norm });
  for (;;) {
    const { done, value } = search.next();
    const error = relativeError(value.w, truth);
    const near = error < CLEAR * threshold && CLEAR * error > threshold;
    const settled = Math.max(value.primalResidual, value.dualResidual) <= decided;
    if (done || (settled && !near)) return result(value.w, value.iteration);
    yield undefined;
  }
}

function relativeError(w: Float64Array, truth: Float64Array): number {
  let [error, size] = [0, 0];
  for (let i = 0; i < w.length; i++) {
    error = Math.max(error, Math.abs(w[i] - truth[i]));
    size = Math.max(size, Math.abs(truth[i]));
  }
  return error / size;
}
