/**
 * The problem inside every bottleneck whose relevance is an information: letters with a law and a
 * profile each, to be coded by symbols with a profile each.
 *
 * | symbol  | name here | shape                                                      |
 * | p(a)    | law       | n, sums to one                                             |
 * | f_a     | profiles  | n × m, ≥ 0; a row may sum to anything, but all to the same |
 * | g_t     | centroids | k × m                                                      |
 * | w_t     | weights   | k, sum to one                                              |
 * | d(a,t)  |           | Σ_j f_aj log(f_aj / g_tj)                                  |
 * | Z_a     |           | Σ_t w_t e^(−d(a,t)); −log Z_a is the letter's cost         |
 * | c(g)    |           | Σ_a p(a) e^(−d(a,g)) / Z_a                                 |
 *
 * min over encoders of I(A;T) + Σ p κ d = min over laws w on the g of −Σ p log Z, which is convex in w
 * (P. Harremoës and N. Tishby, ISIT 2007: a bottleneck is a rate–distortion problem). A state is
 * optimal iff c ≤ 1 everywhere, and log max c bounds what is left. β is inside the profiles.
 */
import { Matrix, type Vector } from "../../../../numerics/index.js";
import { extrapolatedFixedPoint } from "./squared-extrapolation.js";

export interface ProfileProblem {
  readonly law: Vector;
  readonly profiles: Matrix;
}

export interface Mixture {
  readonly weights: Vector;
  readonly centroids: Matrix;
}

/** What a sweep leaves: κ, Z and the cost −Σ p log Z of the mixture that it was given. */
export interface Assignment {
  /** n × k, rows sum to one. */
  readonly encoder: Matrix;
  /** n, −log Z. */
  readonly costs: Vector;
  readonly cost: number;
}

/** Where they crawl, new symbols and an interior point method for the weights do more. */
const MOST_SWEEPS = 600;
const REST = 1e-16;

/** d(a, g), Infinity where g lacks what f_a has; never negative. */
export function divergenceOf(profile: Float64Array, centroid: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < profile.length; j++) {
    const f = profile[j];
    if (f === 0) continue;
    const g = centroid[j];
    if (g === 0) return Infinity;
    // log(f/g) from the small difference, where it is one.
    const s = (f - g) / g;
    sum += f * (Math.abs(s) < 0.5 ? Math.log1p(s) : Math.log(f / g));
  }
  return Math.max(0, sum);
}

/** The encoder that is best for the mixture. A letter that no symbol can have is spread by the weights. */
export function assign({ law, profiles }: ProfileProblem, mixture: Mixture): Assignment {
  const { weights, centroids } = mixture;
  const k = weights.length;
  const encoder = new Matrix(law.length, k);
  const costs = new Float64Array(law.length);
  let cost = 0;
  for (let a = 0; a < law.length; a++) {
    const row = encoder.row(a);
    let largest = -Infinity;
    for (let t = 0; t < k; t++) {
      row[t] = Math.log(weights[t]) - divergenceOf(profiles.row(a), centroids.row(t));
      largest = Math.max(largest, row[t]);
    }
    let sum = 0;
    for (let t = 0; t < k; t++) {
      row[t] = largest === -Infinity ? weights[t] : Math.exp(row[t] - largest);
      sum += row[t];
    }
    for (let t = 0; t < k; t++) row[t] /= sum;
    costs[a] = -largest - Math.log(sum);
    if (law[a] > 0) cost += law[a] * costs[a];
  }
  return { encoder, costs, cost };
}

/** The mixture that is best for the encoder: Σ p κ, and the means of the profiles. */
export function mixtureOf({ law, profiles }: ProfileProblem, encoder: Matrix): Mixture {
  const k = encoder.columns;
  const weights = new Float64Array(k);
  const centroids = new Matrix(k, profiles.columns);
  for (let a = 0; a < law.length; a++) {
    const profile = profiles.row(a);
    for (let t = 0; t < k; t++) {
      const mass = law[a] * encoder.at(a, t);
      if (mass === 0) continue;
      weights[t] += mass;
      const row = centroids.row(t);
      for (let j = 0; j < row.length; j++) row[j] += mass * profile[j];
    }
  }
  for (let t = 0; t < k; t++) {
    const row = centroids.row(t);
    for (let j = 0; weights[t] > 0 && j < row.length; j++) row[j] /= weights[t];
  }
  return { weights, centroids };
}

/** The mixture without the symbols that `isKept` refuses; the other weights sum to one again. */
export function restrictMixture(
  { weights, centroids }: Mixture,
  isKept: (symbol: number) => boolean,
): Mixture {
  const kept = [...weights.keys()].filter(isKept);
  const total = kept.reduce((sum, t) => sum + weights[t], 0);
  const rows = new Matrix(kept.length, centroids.columns);
  kept.forEach((t, i) => {
    rows.row(i).set(centroids.row(t));
  });
  return { weights: Float64Array.from(kept, (t) => weights[t] / total), centroids: rows };
}

/** The mixture with as many symbols in which plain sweeps from this one would rest. */
export function settle(
  problem: ProfileProblem,
  mixture: Mixture,
  caller: string,
  { signal }: { signal?: AbortSignal } = {},
): { mixture: Mixture; sweeps: number } {
  const { columns: m, data } = problem.profiles;
  const total = data.subarray(0, m).reduce((sum, f) => sum + f, 0);
  const sweep = (coordinates: Float64Array) => {
    const { encoder, cost } = assign(problem, fromMasses(coordinates, m, total));
    return { next: logMasses(mixtureOf(problem, encoder)), value: cost };
  };
  const { coordinates, sweeps } = extrapolatedFixedPoint(logMasses(mixture), sweep, {
    mostSweeps: MOST_SWEEPS,
    tolerance: REST,
    signal,
    caller,
  });
  const { encoder } = assign(problem, fromMasses(coordinates, m, total));
  const settled = mixtureOf(problem, encoder);
  return { mixture: restrictMixture(settled, (t) => settled.weights[t] > 0), sweeps };
}

/** log w_t g_tj: together they fix a mixture, for each row sums to its weight times what all profiles sum to. */
function logMasses({ weights, centroids }: Mixture): Float64Array {
  return centroids.data.map((g, i) => Math.log(weights[Math.floor(i / centroids.columns)] * g));
}

function fromMasses(coordinates: Float64Array, columns: number, total: number): Mixture {
  const centroids = new Matrix(coordinates.length / columns, columns, coordinates.map(Math.exp));
  const weights = new Float64Array(centroids.rows);
  let sum = 0;
  for (let t = 0; t < weights.length; t++) {
    weights[t] = centroids.row(t).reduce((row, mass) => row + mass, 0);
    sum += weights[t];
  }
  for (let t = 0; t < weights.length; t++) {
    const row = centroids.row(t);
    for (let j = 0; weights[t] > 0 && j < columns; j++) row[j] *= total / weights[t];
    weights[t] /= sum;
  }
  return { weights, centroids };
}
