/**
 * The best mixture that is found for a profile problem: sweeps from the full-information side (a symbol
 * for each profile), symbols joined where nothing is lost, and new ones added wherever c > 1 is found.
 *
 * | symbol | name here          | shape                                                       |
 * | α_a    | letterWeights      | n, p(a) / Z_a                                               |
 * | c(g)   | improvement        | Σ_a α_a e^(−d(a,g)); climbed by g ← Σ α e^(−d) f / Σ α e^(−d) |
 *
 * The maxima of c lie in the hull of the profiles, but c has many: climbing from the profiles and from
 * between the symbols finds what there is in all but contrived cases, and proves nothing.
 */
import { Matrix, type Vector } from "../../../../numerics/index.js";
import {
  assign,
  divergenceOf,
  type Mixture,
  mixtureOf,
  type ProfileProblem,
  restrictMixture,
  settle,
} from "./profile-mixture.js";

export interface MixtureOptions {
  /** A mixture to try beside the full-information one. */
  readonly from?: Mixture;
  readonly signal?: AbortSignal;
  readonly caller: string;
}

export interface OptimalMixture {
  readonly mixture: Mixture;
  readonly sweeps: number;
}

/** New symbols are added while c exceeds one by this. */
const IMPROVES = 1e-10;
const MOST_ROUNDS = 40;
/** A new symbol's weight. */
const NEWCOMER = 1e-3;
const CLIMBS = 100;
/** A climb rests when a step raises log c by less than this. */
const FLAT = 1e-11;
/** Joining two symbols or dropping one may raise the cost by this, relative to 1 + |cost|. */
const LOSSLESS = 1e-14;
/** Climbs start between pairs of at most as many symbols. */
const MOST_PAIRED = 10;

export function optimalMixture(problem: ProfileProblem, options: MixtureOptions): OptimalMixture {
  const starts = [mixtureOf(problem, Matrix.identity(problem.law.length))];
  if (options.from) starts.push(options.from);
  let best: Mixture | undefined;
  let least = Infinity;
  let sweeps = 0;
  for (const start of starts) {
    const occupied = restrictMixture(start, (t) => start.weights[t] > 0);
    const found = improve(problem, joined(problem, occupied), options);
    sweeps += found.sweeps;
    const { cost } = assign(problem, found.mixture);
    if (cost < least) {
      least = cost;
      best = found.mixture;
    }
  }
  return { mixture: best!, sweeps };
}

function improve(problem: ProfileProblem, start: Mixture, options: MixtureOptions): OptimalMixture {
  let mixture = start;
  let sweeps = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const settled = settle(problem, mixture, options.caller, options);
    sweeps += settled.sweeps;
    mixture = joined(problem, settled.mixture);
    // What was joined on its way together rests only after some more sweeps.
    if (mixture.weights.length < settled.mixture.weights.length) continue;
    const newcomer = climb(problem, mixture);
    if (!newcomer) break;
    mixture = withNewcomer(mixture, newcomer);
  }
  return { mixture, sweeps };
}

/** Symbols joined with their nearest, or dropped, as long as the cost does not rise. */
function joined(problem: ProfileProblem, start: Mixture): Mixture {
  let mixture = start;
  let state = assign(problem, mixture);
  for (let t = 0; t < mixture.weights.length && mixture.weights.length > 1; ) {
    const allowed = LOSSLESS * (1 + Math.abs(state.cost));
    const { weights } = mixture;
    const s = nearestSymbol(mixture, t);
    const mean = meanRow(weights, mixture.centroids, t, s);
    const together = Math.log(weights[t] + weights[s]);
    const joins = rise(problem.law, (a) => {
      const gained = together - divergenceOf(problem.profiles.row(a), mean) + state.costs[a];
      return 1 - state.encoder.at(a, t) - state.encoder.at(a, s) + Math.exp(gained);
    });
    const drops = rise(problem.law, (a) => (1 - state.encoder.at(a, t)) / (1 - weights[t]));
    if (Math.min(joins, drops) > allowed) {
      t++;
      continue;
    }
    if (joins <= drops) {
      weights[s] += weights[t];
      mixture.centroids.row(s).set(mean);
    }
    mixture = restrictMixture(mixture, (other) => other !== t);
    state = assign(problem, mixture);
  }
  return mixture;
}

/** By how much the cost rises when each Z_a is multiplied by the factor. */
function rise(law: Vector, factor: (letter: number) => number): number {
  let sum = 0;
  for (let a = 0; a < law.length; a++) {
    if (law[a] > 0) sum -= law[a] * Math.log(Math.max(0, factor(a)));
  }
  return sum;
}

function nearestSymbol({ weights, centroids }: Mixture, t: number): number {
  let nearest = -1;
  let least = Infinity;
  for (let s = 0; s < weights.length; s++) {
    if (s === t) continue;
    const mean = meanRow(weights, centroids, t, s);
    const distance =
      weights[t] * divergenceOf(centroids.row(t), mean) +
      weights[s] * divergenceOf(centroids.row(s), mean);
    if (distance < least) {
      least = distance;
      nearest = s;
    }
  }
  return nearest;
}

function meanRow(weights: Vector, centroids: Matrix, t: number, s: number): Float64Array {
  const total = weights[t] + weights[s];
  const other = centroids.row(s);
  return centroids.row(t).map((g, j) => (weights[t] * g + weights[s] * other[j]) / total);
}

/** The highest point above one that was found, if any. */
function climb(problem: ProfileProblem, mixture: Mixture): Float64Array | undefined {
  const { law, profiles } = problem;
  const { costs } = assign(problem, mixture);
  const letterWeights = law.map((p, a) => (p > 0 ? Math.log(p) + costs[a] : -Infinity));
  const { weights, centroids } = mixture;
  const starts = Array.from({ length: law.length }, (_, a) => profiles.row(a));
  for (let t = 0; t < Math.min(MOST_PAIRED, weights.length); t++) {
    for (let s = 0; s < t; s++) starts.push(meanRow(weights, centroids, t, s));
  }
  let best: Float64Array | undefined;
  let highest = Math.log1p(IMPROVES);
  for (const start of starts) {
    let place = start.slice();
    let height = -Infinity;
    for (let step = 0; step < CLIMBS; step++) {
      const next = improvement(profiles, letterWeights, place);
      const rise = next.height - height;
      height = next.height;
      if (height > highest) {
        highest = height;
        best = place;
      }
      if (!(rise > FLAT)) break;
      place = next.place;
    }
  }
  return best;
}

/** log c at the place, and the place to which it climbs. */
function improvement(profiles: Matrix, letterWeights: Vector, place: Float64Array) {
  const logs = letterWeights.map((weight, a) =>
    weight === -Infinity ? weight : weight - divergenceOf(profiles.row(a), place),
  );
  const largest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const next = new Float64Array(place.length);
  let sum = 0;
  logs.forEach((log, a) => {
    const mass = Math.exp(log - largest);
    sum += mass;
    const profile = profiles.row(a);
    for (let j = 0; mass > 0 && j < next.length; j++) next[j] += mass * profile[j];
  });
  return { height: largest + Math.log(sum), place: next.map((g) => g / sum) };
}

function withNewcomer({ weights, centroids }: Mixture, newcomer: Float64Array): Mixture {
  const k = weights.length;
  const rows = new Matrix(k + 1, centroids.columns);
  rows.data.set(centroids.data);
  rows.row(k).set(newcomer);
  const shared = Float64Array.from({ length: k + 1 }, (_, t) =>
    t < k ? (1 - NEWCOMER) * weights[t] : NEWCOMER,
  );
  return { weights: shared, centroids: rows };
}
