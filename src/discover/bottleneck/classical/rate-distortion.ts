/**
 * Rate–distortion functions of finite sources (C. E. Shannon 1959), by alternating minimisation
 * (R. E. Blahut, S. Arimoto, IEEE Trans. Inform. Theory 18, 1972) with squared
 * extrapolation, and an interior point method where sweeps crawl.
 *
 * | symbol  | name here  | shape                                                     |
 * | p(a)    | letterLaw  | n                                                         |
 * | d(a,t)  | distortion | n × m                                                     |
 * | w_t     | weights    | m, the law of the reproductions                           |
 * | Z_a     |            | Σ_t w_t e^(−β d(a,t))                                     |
 * | c_t     |            | Σ_a p(a) e^(−β d(a,t)) / Z_a                              |
 *
 * Law: min I + β d̄ = min over w of −Σ p(a) log Z_a, which is convex in w, and for every w that is a
 * state of the solver the minimum is at least −Σ p(a) log Z_a − log max_t c_t (T. Berger, Rate
 * Distortion Theory, 1971; I. Csiszár 1974). `gap` is what this bound leaves.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix, type Vector } from "../../../numerics/index.js";
import type { Bottleneck, BottleneckOptions, BottleneckSolution } from "../bottleneck.js";
import { interiorWeights } from "./mixture/interior-weights.js";
import { extrapolatedFixedPoint } from "./mixture/squared-extrapolation.js";
import { requireBeta, requireLaw } from "./requirements.js";

/** Symbols are the reproductions of `distortion`, all of them; the relevance is −Σ p κ d. */
export interface RateDistortionSolution extends BottleneckSolution {
  /** Σ p κ d = −relevance. */
  readonly distortion: number;
}

/** Of a round: sweeps, then an interior point method from where they led. */
const MOST_SWEEPS = 500;
const MOST_ROUNDS = 4;
const REST = 1e-16;
/** Of the certificate: where the work may rest. */
const CERTIFIED = 1e-13;
const SHARE = 1e-3;

/**
 * @param letterLaw n, sums to one; letters of probability 0 are allowed
 * @param distortion n × m; Infinity forbids a reproduction, but not all of a letter's
 * @throws ShapeError for no reproductions or a distortion of other than n rows; DomainError for a law
 *   that is none, for NaN or −Infinity, and for a letter that nothing may reproduce
 */
export function rateDistortion(
  letterLaw: ArrayLike<number>,
  distortion: Matrix,
): Bottleneck<RateDistortionSolution> {
  const law = requireLaw("rateDistortion", "letterLaw", letterLaw);
  const least = leastDistortions(law, distortion);
  const fullRelevance = -least.reduce((sum, d, a) => sum + (law[a] > 0 ? law[a] * d : 0), 0);
  return {
    name: "rate–distortion",
    letterLaw: law,
    fullRelevance,
    solve: (beta, options) => solve(law, distortion, least, beta, options),
  };
}

function solve(
  law: Vector,
  distortion: Matrix,
  least: Vector,
  beta: number,
  { from, signal }: BottleneckOptions = {},
): RateDistortionSolution {
  requireBeta("rateDistortion", beta);
  const { rows: n, columns: m } = distortion;
  if (from && from.weights.length !== m) {
    throw new ShapeError(
      `rateDistortion: \`from\` has ${from.weights.length} symbols; expected ${m}, those of the distortion.`,
    );
  }
  // Rows less their least distortion: one term of each Z is then within the range of numbers.
  const gains = new Matrix(
    n,
    m,
    distortion.data.map((d, k) => Math.exp(-beta * (d - least[Math.floor(k / m)]))),
  );
  // A tenth of the uniform law lets come back what `from` had lost.
  let weights = Float64Array.from({ length: m }, (_, t) =>
    from ? 0.9 * from.weights[t] + 0.1 / m : 1 / m,
  ) as Vector;
  let best = { weights, value: Infinity };
  let bound = -Infinity;
  let iterations = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const swept = sweeps(law, gains, weights, signal);
    iterations += swept.sweeps;
    const crossed = interiorWeights(law, gains, withShareOfUniform(swept.weights), CERTIFIED);
    for (const candidate of [swept.weights, crossed]) {
      const { value, largest } = measure(law, gains, candidate);
      bound = Math.max(bound, value - Math.log(largest));
      if (value < best.value) best = { weights: candidate, value };
      if (best.value - bound < CERTIFIED) break;
    }
    if (best.value - bound < CERTIFIED) break;
    weights = withShareOfUniform(best.weights);
  }
  return solutionOf(law, distortion, least, beta, {
    weights: best.weights,
    gains,
    bound,
    iterations,
  });
}

/** −Σ p log Z, the c and the largest of them. */
function measure(law: Vector, gains: Matrix, weights: Vector) {
  const m = gains.columns;
  const c = new Float64Array(m);
  let value = 0;
  for (let a = 0; a < law.length; a++) {
    if (law[a] === 0) continue;
    const row = gains.row(a);
    let sum = 0;
    for (let t = 0; t < m; t++) sum += weights[t] * row[t];
    value -= law[a] * Math.log(sum);
    for (let t = 0; t < m; t++) c[t] += (law[a] * row[t]) / sum;
  }
  return { value, c, largest: c.reduce((a, b) => Math.max(a, b), 0) };
}

function sweeps(law: Vector, gains: Matrix, start: Vector, signal?: AbortSignal) {
  let largest = Infinity;
  const sweep = (coordinates: Float64Array) => {
    const weights = normalised(coordinates.map(Math.exp));
    const measured = measure(law, gains, weights);
    largest = measured.largest;
    return { next: weights.map((w, t) => Math.log(w * measured.c[t])), value: measured.value };
  };
  const { coordinates, sweeps } = extrapolatedFixedPoint(start.map(Math.log), sweep, {
    mostSweeps: MOST_SWEEPS,
    tolerance: REST,
    isDone: () => Math.log(largest) < CERTIFIED,
    signal,
    caller: "rateDistortion",
  });
  return { weights: normalised(coordinates.map(Math.exp)), sweeps };
}

function normalised(weights: Vector): Vector {
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

/** Positive everywhere, as the interior needs. */
function withShareOfUniform(weights: Vector): Vector {
  return weights.map((w) => (1 - SHARE) * w + SHARE / weights.length);
}

function solutionOf(
  law: Vector,
  distortion: Matrix,
  least: Vector,
  beta: number,
  found: { weights: Vector; gains: Matrix; bound: number; iterations: number },
): RateDistortionSolution {
  const { rows: n, columns: m } = distortion;
  const encoder = new Matrix(n, m);
  const weights = new Float64Array(m);
  for (let a = 0; a < n; a++) {
    const row = encoder.row(a);
    let sum = 0;
    for (let t = 0; t < m; t++) sum += row[t] = found.weights[t] * found.gains.at(a, t);
    for (let t = 0; t < m; t++) {
      // A letter of probability 0 whose reproductions all died out goes to a nearest one.
      row[t] = sum > 0 ? row[t] / sum : 0;
      weights[t] += law[a] * row[t];
    }
    if (sum === 0) row[distortion.row(a).indexOf(least[a])] = 1;
  }
  let rate = 0;
  let mean = 0;
  let excess = 0;
  for (let a = 0; a < n; a++) {
    for (let t = 0; t < m; t++) {
      const mass = law[a] * encoder.at(a, t);
      if (mass === 0) continue;
      rate += mass * Math.log(encoder.at(a, t) / weights[t]);
      mean += mass * distortion.at(a, t);
      excess += mass * (distortion.at(a, t) - least[a]);
    }
  }
  rate = Math.max(0, rate);
  return {
    beta,
    encoder,
    weights,
    rate,
    relevance: -mean,
    distortion: mean,
    objective: rate + beta * mean,
    gap: Math.max(0, rate + beta * excess - found.bound),
    iterations: found.iterations,
  };
}

function leastDistortions(law: Vector, distortion: Matrix): Vector {
  if (distortion.rows !== law.length || distortion.columns === 0) {
    throw new ShapeError(
      `rateDistortion: got a distortion of ${distortion.rows} × ${distortion.columns} for ${law.length} letters; ` +
        "expected a row for each letter and a column for each reproduction.",
    );
  }
  return Float64Array.from(law, (_, a) => {
    let least = Infinity;
    distortion.row(a).forEach((d, t) => {
      if (Number.isNaN(d) || d === -Infinity) {
        throw new DomainError(
          `rateDistortion: the distortion of letter ${a} by reproduction ${t} is ${d}; expected a number or Infinity.`,
        );
      }
      least = Math.min(least, d);
    });
    if (least === Infinity) {
      throw new DomainError(
        `rateDistortion: nothing may reproduce letter ${a}, all its distortions are Infinity; give it one that is finite.`,
      );
    }
    return least;
  });
}
