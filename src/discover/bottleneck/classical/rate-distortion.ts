/**
 * Rate–distortion functions of finite sources (C. E. Shannon 1959), by alternating minimisation
 * (R. E. Blahut, S. Arimoto, IEEE Trans. Inform. Theory 18, 1972) with squared extrapolation.
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
import { extrapolatedFixedPoint } from "./mixture/squared-extrapolation.js";
import { requireBeta, requireLaw } from "./requirements.js";

/** Symbols are the reproductions of `distortion`, all of them; the relevance is −Σ p κ d. */
export interface RateDistortionSolution extends BottleneckSolution {
  /** Σ p κ d = −relevance. */
  readonly distortion: number;
}

const MOST_SWEEPS = 60_000;
const REST = 1e-16;
/** Of the certificate: where the sweeps may rest. */
const CERTIFIED = 1e-13;

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
  const excess = Float64Array.from(distortion.data, (d, k) =>
    Math.exp(-beta * (d - least[Math.floor(k / m)])),
  );
  const sums = new Float64Array(n);
  const c = new Float64Array(m);
  /** Fills the sums Z and the c; returns −Σ p log Z. */
  const measure = (weights: Float64Array): number => {
    c.fill(0);
    let value = 0;
    for (let a = 0; a < n; a++) {
      if (law[a] === 0) continue;
      let sum = 0;
      for (let t = 0; t < m; t++) sum += weights[t] * excess[a * m + t];
      sums[a] = sum;
      value -= law[a] * Math.log(sum);
      for (let t = 0; t < m; t++) c[t] += (law[a] * excess[a * m + t]) / sum;
    }
    return value;
  };
  let largest = Infinity;
  const sweep = (coordinates: Float64Array) => {
    const weights = coordinates.map(Math.exp);
    const total = weights.reduce((sum, w) => sum + w, 0);
    for (let t = 0; t < m; t++) weights[t] /= total;
    const value = measure(weights);
    largest = c.reduce((a, b) => Math.max(a, b), 0);
    return { next: weights.map((w, t) => Math.log(w * c[t])), value };
  };
  // A tenth of the uniform law lets come back what `from` had lost.
  const start = Float64Array.from({ length: m }, (_, t) =>
    Math.log(from ? 0.9 * from.weights[t] + 0.1 / m : 1 / m),
  );
  const { coordinates, sweeps } = extrapolatedFixedPoint(start, sweep, {
    mostSweeps: MOST_SWEEPS,
    tolerance: REST,
    isDone: () => Math.log(largest) < CERTIFIED,
    signal,
    caller: "rateDistortion",
  });
  const weights = coordinates.map(Math.exp);
  const value = measure(weights);
  const bound = value - Math.log(c.reduce((a, b) => Math.max(a, b), 0));
  return solutionOf(law, distortion, least, beta, { weights, excess, bound, sweeps });
}

function solutionOf(
  law: Vector,
  distortion: Matrix,
  least: Vector,
  beta: number,
  found: { weights: Vector; excess: Vector; bound: number; sweeps: number },
): RateDistortionSolution {
  const { rows: n, columns: m } = distortion;
  const encoder = new Matrix(n, m);
  const weights = new Float64Array(m);
  for (let a = 0; a < n; a++) {
    const row = encoder.row(a);
    let sum = 0;
    for (let t = 0; t < m; t++) sum += row[t] = found.weights[t] * found.excess[a * m + t];
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
    iterations: found.sweeps,
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
