/**
 * Penalties side by side over a path of weights: the nuclear norm of L(w) and the ones that
 * it is measured against.
 *
 * | penalty   | added to 1/(2N) ‖Θ w − Y‖² | solved by                |
 * | nuclear   | γ ‖L(w)‖_*                 | splitting                |
 * | frobenius | γ/2 ‖L(w)‖_F²              | a linear system          |
 * | ridge     | γ/2 ‖w‖²                   | a linear system          |
 * | lasso     | γ Σ |w_a|                  | splitting                |
 *
 * Paths go from the largest weight down, each solution starting from the one before.
 */
import { DomainError } from "../errors.js";
import type { LieDerivative } from "../lie-derivative/index.js";
import { dot, type PolynomialMeasure, RandomStream } from "../numerics/index.js";
import { type Equations, type PromotionData, preparedData, selected } from "./data.js";
import { type PromoteOptions, promoteTerm } from "./promote.js";
import { norm } from "./solver/data/data-term.js";
import { leastSquaresData } from "./solver/data/least-squares-data.js";
import { LieOperator } from "./solver/lie-operator.js";
import { entrywiseNorm } from "./solver/matrix-norm.js";
import { finish, minimise } from "./solver/minimise.js";
import { optimality } from "./solver/optimality.js";
import { type Spectrum, spectrumOf } from "./spectrum.js";

export type Penalty = "nuclear" | "frobenius" | "ridge" | "lasso";

export interface PathOptions {
  /** Default "nuclear". */
  penalty?: Penalty;
  /** γ; default twelve, geometric, down from one that leaves the symmetric part only. */
  weights?: readonly number[];
  measure?: PolynomialMeasure;
  tolerance?: number;
  iterations?: number;
  rankTolerance?: number;
  signal?: PromoteOptions["signal"];
  onProgress?(progress: { done: number; total: number }): void;
}

/** One weight of a path. */
export interface PathPoint {
  readonly weight: number;
  readonly coefficients: Float64Array;
  readonly spectrum: Spectrum;
  /** ‖Θ w − Y‖ / √N on the data that were fitted. */
  readonly residual: number;
  readonly converged: boolean;
  /** Bound on the objective's distance from its least value, relative; 0 for linear systems. */
  readonly relativeGap: number;
}

/**
 * Solutions at all weights, descending.
 * @throws DomainError for weights that are not positive; as `promote`
 */
export async function promotionPath(
  derivative: LieDerivative,
  data: PromotionData,
  options: PathOptions = {},
): Promise<PathPoint[]> {
  const equations = preparedData("promotionPath", derivative.space, data);
  const operator = operatorOf(derivative, options.measure);
  return pathOf(operator, equations, options);
}

/** Twelve weights, geometric, down from one that leaves the symmetric part only. */
function weightRange(operator: LieOperator, { design, values }: Equations): number[] {
  const H = operator.gram();
  const N = Math.max(1, design.rows);
  // σ₁ of a multiplier that balances the gradient at w = 0, where that can be balanced.
  const gradient = design
    .transpose()
    .apply(values)
    .map((value) => value / N);
  const size = norm(gradient) / Math.sqrt(Math.max(H.trace() / Math.max(1, H.rows), 1e-300));
  const top = size > 0 ? size : 1;
  return Array.from({ length: 12 }, (_, k) => top * 10 ** (-k / 3));
}

export interface CrossValidation {
  readonly weights: readonly number[];
  /** Root mean square error on what was left out, relative to that of the values, for each weight. */
  readonly errors: Float64Array;
  /** The weight with the least error. */
  readonly best: number;
}

/**
 * Chooses γ by leaving out each part of the points in turn.
 * @param options.folds default 5; points are dealt by a stream of `options.seed`, default 0
 * @throws DomainError unless 2 ≤ folds ≤ points
 */
export async function crossValidate(
  derivative: LieDerivative,
  data: PromotionData,
  options: PathOptions & { folds?: number; seed?: number } = {},
): Promise<CrossValidation> {
  const { folds = 5, seed = 0 } = options;
  const count = data.points.rows;
  if (!Number.isInteger(folds) || folds < 2 || folds > count) {
    throw new DomainError(
      `crossValidate: got ${folds} folds for ${count} points; expected a whole number from 2 to ${count}.`,
    );
  }
  const operator = operatorOf(derivative, options.measure);
  const all = preparedData("crossValidate", derivative.space, data);
  const weights = descending(options.weights ?? weightRange(operator, all));
  const order = RandomStream.fromSeed(seed).split("cross-validation").permutation(count);
  const squares = new Float64Array(weights.length);
  for (let fold = 0; fold < folds; fold++) {
    const left = order.filter((_, place) => place % folds === fold);
    const used = order.filter((_, place) => place % folds !== fold);
    const train = preparedData("crossValidate", derivative.space, selected(data, used));
    const test = preparedData("crossValidate", derivative.space, selected(data, left));
    const path = await pathOf(operator, train, { ...options, weights, onProgress: undefined });
    path.forEach(({ coefficients }, k) => {
      squares[k] += misfit(test, coefficients) ** 2;
    });
    options.onProgress?.({ done: fold + 1, total: folds });
  }
  const size = norm(all.values);
  const errors = squares.map((square) => Math.sqrt(square) / size);
  return { weights, errors, best: weights[errors.indexOf(Math.min(...errors))] };
}

/** ‖Θ w − Y‖ */
function misfit({ design, values }: Equations, w: Float64Array): number {
  return norm(design.apply(w).map((value, i) => value - values[i]));
}

function operatorOf(
  derivative: LieDerivative,
  measure: PolynomialMeasure | undefined,
): LieOperator {
  const { blocks, space } = derivative;
  return LieOperator.from(blocks, space.parameters, derivative.root(measure));
}

function descending(weights: readonly number[]): number[] {
  const bad = weights.findIndex((weight) => !(weight > 0 && Number.isFinite(weight)));
  if (bad >= 0 || weights.length === 0) {
    throw new DomainError(
      `promotionPath: got ${weights.length === 0 ? "no weights" : `weights[${bad}] = ${weights[bad]}`}; expected positive numbers.`,
    );
  }
  return [...weights].sort((a, b) => b - a);
}

async function pathOf(
  operator: LieOperator,
  equations: Equations,
  options: PathOptions,
): Promise<PathPoint[]> {
  const { penalty = "nuclear", onProgress, tolerance, iterations, signal, rankTolerance } = options;
  const weights = descending(options.weights ?? weightRange(operator, equations));
  const { design, values } = equations;
  const lie = penalty === "nuclear" || penalty === "frobenius";
  const prior = lie ? operator : LieOperator.identity(operator.parameters);
  const term = leastSquaresData(prior, design, values);
  const points: PathPoint[] = [];
  let start: PromoteOptions["start"];
  const point = (weight: number, w: Float64Array, converged: boolean, gap: number): PathPoint => {
    const residual = misfit(equations, w) / Math.sqrt(Math.max(1, values.length));
    const spectrum = spectrumOf(operator, w, rankTolerance);
    return { weight, coefficients: w, spectrum, residual, converged, relativeGap: gap };
  };
  for (const weight of weights) {
    const settings = { weight, tolerance, iterations, start };
    if (penalty === "nuclear") {
      const found = await promoteTerm(term, { ...settings, rankTolerance, signal });
      start = found.state;
      points.push(point(weight, found.coefficients, found.converged, found.relativeGap));
    } else if (penalty === "lasso") {
      const found = finish(minimise(term, { ...settings, norm: entrywiseNorm }));
      start = found;
      const { relativeGap } = optimality(term, found, weight, entrywiseNorm);
      points.push(point(weight, found.w, found.converged, relativeGap));
    } else {
      points.push(point(weight, term.freedom(weight).offset, true, 0));
    }
    onProgress?.({ done: points.length, total: weights.length });
  }
  return points;
}

/** |F − Y| over |Y| in the root mean square, on other data: how a point of a path is judged. */
export function relativeError(
  derivative: LieDerivative,
  coefficients: Float64Array,
  data: PromotionData,
): number {
  const { design, values } = preparedData("relativeError", derivative.space, data);
  return Math.sqrt(misfit({ design, values }, coefficients) ** 2 / dot(values, values));
}
