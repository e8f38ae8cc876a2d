/**
 * The information bottleneck (N. Tishby, F. C. Pereira and W. Bialek, 1999): the input is encoded so
 * that little of it is told and much of the output, min I(X;T) − β I(T;Y).
 *
 * | symbol  | name here | shape                                   |
 * | κ(t|x)  | encoder   | \|X\| × symbols                         |
 * | p(y|t)  | decoder   | symbols × \|Y\|, the mean of p(y|x)     |
 *
 * It sees the rows of the channel alone: at full information it joins equal rows, and no permutation of
 * the outputs is ever among what leaves it as it is.
 */
import { ShapeError } from "../../../errors.js";
import { Matrix, mutualInformation, type Vector } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import type { Bottleneck, BottleneckSolution } from "../bottleneck.js";
import { optimalMixture } from "./mixture/optimal-mixture.js";
import { assign, divergenceOf, mixtureOf, type ProfileProblem } from "./mixture/profile-mixture.js";
import { segmentBound } from "./mixture/segment-certificate.js";
import { requireBeta, requireChannel } from "./requirements.js";

export interface InformationSolution extends BottleneckSolution {
  readonly decoder: Matrix;
}

/**
 * Its `gap` is proved where the rows of the channel lie on one line (two inputs, two outputs, erasures
 * of one bit, …) and Infinity elsewhere: the maxima of c are then searched for, not bounded.
 * @throws ShapeError or DomainError for a channel that is none
 */
export function informationBottleneck(channel: Channel): Bottleneck<InformationSolution> {
  requireChannel("informationBottleneck", channel);
  const { inputLaw, kernel } = channel;
  const fullRelevance = mutualInformation(jointOf(inputLaw, kernel));
  return {
    name: "information bottleneck",
    letterLaw: inputLaw,
    fullRelevance,
    solve(beta, { from, signal } = {}) {
      requireBeta("informationBottleneck", beta);
      const scaled = { law: inputLaw, profiles: kernel.scale(beta) };
      const options = { from: from?.encoder, signal };
      const code = encodeProfiles(scaled, "informationBottleneck", options);
      const relevance = Math.max(0, fullRelevance - code.loss / beta);
      return {
        beta,
        encoder: code.encoder,
        weights: code.weights,
        decoder: code.centroids.scale(1 / beta),
        rate: code.rate,
        relevance,
        objective: code.rate - beta * relevance,
        gap: code.gap,
        iterations: code.sweeps,
      };
    },
  };
}

/** What is known of the best code of a profile problem. */
export interface ProfileCode {
  readonly encoder: Matrix;
  readonly weights: Vector;
  readonly centroids: Matrix;
  /** I(A;T). */
  readonly rate: number;
  /** Σ p κ d. */
  readonly loss: number;
  readonly gap: number;
  readonly sweeps: number;
}

/** The best code that is found, symbols by falling weight. */
export function encodeProfiles(
  problem: ProfileProblem,
  caller: string,
  { from, signal }: { from?: Matrix; signal?: AbortSignal } = {},
): ProfileCode {
  if (from && from.rows !== problem.law.length) {
    throw new ShapeError(
      `${caller}: \`from\` encodes ${from.rows} letters; expected ${problem.law.length}.`,
    );
  }
  const { mixture, sweeps } = optimalMixture(problem, {
    from: from && mixtureOf(problem, from),
    signal,
    caller,
  });
  const { encoder: columns, costs, cost } = assign(problem, mixture);
  const encoder = byFallingWeight(columns, problem.law);
  const { weights, centroids } = mixtureOf(problem, encoder);
  let rate = 0;
  let loss = 0;
  for (let a = 0; a < encoder.rows; a++) {
    for (let t = 0; t < encoder.columns; t++) {
      const mass = problem.law[a] * encoder.at(a, t);
      if (mass === 0) continue;
      rate += mass * Math.log(encoder.at(a, t) / weights[t]);
      loss += mass * divergenceOf(problem.profiles.row(a), centroids.row(t));
    }
  }
  rate = Math.max(0, rate);
  const letterWeights = costs.map((z, a) => Math.log(problem.law[a]) + z);
  const gap = Math.max(0, rate + loss - cost + segmentBound(problem.profiles, letterWeights));
  return { encoder, weights, centroids, rate, loss, gap, sweeps };
}

function byFallingWeight(encoder: Matrix, law: Vector): Matrix {
  const weights = encoder.transpose().apply(law);
  const order = [...weights.keys()].sort((s, t) => weights[t] - weights[s] || s - t);
  const out = new Matrix(encoder.rows, encoder.columns);
  for (let a = 0; a < encoder.rows; a++) {
    order.forEach((t, i) => {
      out.data[a * order.length + i] = encoder.at(a, t);
    });
  }
  return out;
}

/** p(x) p(y|x). */
export function jointOf(law: Vector, kernel: Matrix): Matrix {
  const data = kernel.data.map((p, k) => law[Math.floor(k / kernel.columns)] * p);
  return new Matrix(kernel.rows, kernel.columns, data);
}
