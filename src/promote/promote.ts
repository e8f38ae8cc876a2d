/**
 * The model that keeps every symmetry of the candidate group that the data do not
 * contradict: least nuclear norm of L(w), the convex surrogate of rank L(w) = dim G −
 * dim Sym(F) (Otto, Zolman, Kutz, Brunton, arXiv 2311.00212).
 *
 *   noiseless   min ‖L(w)‖_*  s.t.  Θ w = Y
 *   noisy       min 1/(2N) ‖Θ w − Y‖² + γ ‖L(w)‖_*
 *
 * | symbol | name here      | shape                                                    |
 * | Y      | data.values    | one row for each point, n columns, or a vector for n = 1 |
 * | w      | coefficients   | P, on the parameters of the space                        |
 * | γ      | weight         | absent: noiseless                                        |
 *
 * Laws: the optimum does not depend on the start, nor on an orthogonal change of the
 * generators' basis; it does depend on their lengths, which is why actions normalise them.
 */
import { AbortedError, DomainError } from "../errors.js";
import { interruptSignal } from "../interrupt.js";
import type { LieDerivative } from "../lie-derivative/index.js";
import type { PolynomialMeasure } from "../numerics/index.js";
import { type PromotionData, preparedData } from "./data.js";
import { reweightedOperator } from "./reweighting.js";
import type { DataTerm } from "./solver/data/data-term.js";
import { exactData } from "./solver/data/exact-data.js";
import { leastSquaresData } from "./solver/data/least-squares-data.js";
import { LieOperator } from "./solver/lie-operator.js";
import {
  minimise,
  type Solution,
  type SolverOptions,
  type SolverProgress,
  type SolverStart,
} from "./solver/minimise.js";
import { type Optimality, optimality } from "./solver/optimality.js";
import { SPECTRUM_TOLERANCE, type Spectrum, spectrumOf } from "./spectrum.js";

export interface PromoteOptions {
  /** γ; without it the values are taken as exact. */
  weight?: number;
  /** Under which L_ξF is measured; default that of the space, uniform on [−1, 1]ᵐ. */
  measure?: PolynomialMeasure;
  /** Both residuals of the solver; default 1e-7. */
  tolerance?: number;
  /** Of the splitting at most; default 3000. */
  iterations?: number;
  /** Newton's method along the central path, or alternating directions; default the quicker one. */
  solver?: SolverOptions["solver"];
  /** Singular values of L(w) above this share of the largest count; default 1e-4. */
  rankTolerance?: number;
  /**
   * Further rounds with ‖L(w) W‖_*, W = V diag(ε/(σ + ε)) Vᵀ from the round before (less
   * shrinkage, no longer convex); default none.
   */
  reweighting?: { rounds: number /** As a share of σ₁; default 0.1. */; epsilon?: number };
  start?: SolverStart;
  /** Default the interruption of the notebook's cell. */
  signal?: { readonly aborted: boolean };
  onProgress?(progress: SolverProgress): void;
}

/** A promoted model, with the proof that it is the best one. */
export interface Promotion extends Optimality {
  readonly coefficients: Float64Array;
  readonly weight: number | undefined;
  /**
   * Of L(w): singular values, how many count, and the algebra that F keeps. From noisy data that is one but
   * for errors: `discoverInModel` with the rule "gap" and `snapSymmetry` give it a name and whole numbers.
   */
  readonly spectrum: Spectrum;
  /** The residuals are below the tolerance and the gap says nothing against it, or the gap itself is below it. */
  readonly converged: boolean;
  readonly iterations: number;
  readonly primalResidual: number;
  readonly dualResidual: number;
  /** Directions of w of which neither the data nor L say anything; they are left at 0. */
  readonly undetermined: number;
  /** What a further promotion can start from. */
  readonly state: SolverStart;
}

/**
 * @throws ShapeError for points or values of another size; DomainError for NaN and options
 *   out of range; DataError when noiseless values contradict every model of the space;
 *   AbortedError when the signal fires
 */
export async function promote(
  derivative: LieDerivative,
  data: PromotionData,
  options: PromoteOptions = {},
): Promise<Promotion> {
  const { rounds = 0, epsilon = 0.1 } = options.reweighting ?? {};
  requireOptions(rounds, options.rankTolerance);
  const { design, values } = preparedData("promote", derivative.space, data);
  const { blocks, space } = derivative;
  const operator = LieOperator.from(blocks, space.parameters, derivative.root(options.measure));
  const term = (prior: LieOperator): DataTerm =>
    options.weight === undefined
      ? exactData(prior, design, values)
      : leastSquaresData(prior, design, values);
  let result = await promoteTerm(term(operator), options);
  for (let round = 0; round < rounds; round++) {
    const prior = reweightedOperator(operator, result.coefficients, epsilon);
    const state = { w: result.coefficients };
    const next = await promoteTerm(term(prior), { ...options, start: state });
    result = { ...next, spectrum: spectrumOf(operator, next.coefficients, options.rankTolerance) };
  }
  return result;
}

/** The same for a data term that is prepared already. */
export async function promoteTerm(
  data: DataTerm,
  options: Omit<PromoteOptions, "measure" | "reweighting"> = {},
): Promise<Promotion> {
  const { signal = interruptSignal(), onProgress, weight } = options;
  const steps = minimise(data, options);
  for (let breath = performance.now(); ; ) {
    const { done, value } = steps.next();
    onProgress?.(value);
    if (done) return promotionOf(data, value, options);
    if (performance.now() - breath > BREATH_MILLISECONDS) {
      await new Promise((resolve) => setImmediate(resolve));
      breath = performance.now();
    }
    if (signal?.aborted) {
      const what = weight === undefined ? "" : ` at weight ${weight}`;
      throw new AbortedError(`promote: stopped after ${value.iteration} iterations${what}.`);
    }
  }
}

function requireOptions(rounds: number, rankTolerance = SPECTRUM_TOLERANCE): void {
  if (!Number.isInteger(rounds) || rounds < 0) {
    throw new DomainError(
      `promote: got reweighting.rounds ${rounds}; expected a whole number from 0 on.`,
    );
  }
  if (!(rankTolerance > 0 && rankTolerance < 1)) {
    throw new DomainError(
      `promote: got the rankTolerance ${rankTolerance}; expected one in (0, 1).`,
    );
  }
}

/** Other work, an interruption among it, gets its turn so often. */
const BREATH_MILLISECONDS = 50;

/** Residuals can be small far from the optimum where a problem is badly scaled: no convergence with a wider gap. */
const LARGEST_GAP = 1e-3;

/** What an iteration's end says. */
function promotionOf(
  data: DataTerm,
  solution: Solution,
  options: Pick<PromoteOptions, "weight" | "rankTolerance" | "tolerance">,
): Promotion {
  const { w, multiplier, penalty, iteration, primalResidual, dualResidual } = solution;
  const proof = optimality(data, solution, options.weight);
  const converged =
    proof.relativeGap <= (solution.converged ? LARGEST_GAP : (options.tolerance ?? 1e-7));
  return {
    ...proof,
    coefficients: w,
    weight: options.weight,
    spectrum: spectrumOf(data.operator, w, options.rankTolerance),
    ...{ converged, iterations: iteration, primalResidual, dualResidual },
    undetermined: data.undetermined,
    state: { w, multiplier, penalty },
  };
}
