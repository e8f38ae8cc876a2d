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
import { interiorWeights } from "./interior-weights.js";
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
const MOST_ROUNDS = 60;
const MOST_IN_VAIN = 5;
/**
 * Of what log c exceeds zero by, which bounds what is left: what joining two symbols may cost for now.
 * After a round in vain it may cost nothing: of a rare letter's own symbol the whole gain is less.
 */
const JOINED = 0.03;
/** What new symbols begin with, together. */
const NEWCOMER = 1e-3;
const MOST_NEWCOMERS = 12;
/** Climbs that end so near each other, by their divergence, have found one place. */
const SAME_PLACE = 1e-6;
/** Σ w (1 − c) where the weights of given symbols rest, and the weight below which one is dropped. */
const COMPLEMENTARY = 1e-13;
const DROPPED = 1e-12;
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
  let best = { mixture: start, cost: Infinity };
  let excess = 0;
  let sweeps = 0;
  for (let round = 0, vain = 0; round < MOST_ROUNDS && vain < MOST_IN_VAIN; round++) {
    const settled = settle(problem, mixture, options.caller, options);
    sweeps += settled.sweeps;
    mixture = joined(problem, settled.mixture, vain > 0 ? 0 : JOINED * excess);
    const { cost } = assign(problem, mixture);
    vain = best.cost - cost < LOSSLESS * (1 + Math.abs(cost)) ? vain + 1 : 0;
    if (cost < best.cost) best = { mixture, cost };
    // What was joined on its way together rests only after some more sweeps.
    if (mixture.weights.length < settled.mixture.weights.length) continue;
    const { places, height } = climb(problem, mixture);
    if (places.length === 0) break;
    excess = height;
    mixture = withNewcomers(problem, mixture, places);
  }
  return { mixture: best.mixture, sweeps };
}

/** Symbols joined with their nearest, or dropped, as long as the cost rises by no more than `rises` each time. */
function joined(problem: ProfileProblem, start: Mixture, rises = 0): Mixture {
  let mixture = start;
  let state = assign(problem, mixture);
  for (let t = 0; t < mixture.weights.length && mixture.weights.length > 1; ) {
    const allowed = Math.max(rises, LOSSLESS * (1 + Math.abs(state.cost)));
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

/** Where climbs ended above one, places that differ, and log c at the highest. */
function climb(
  problem: ProfileProblem,
  mixture: Mixture,
): { places: Float64Array[]; height: number } {
  const { law, profiles } = problem;
  const { costs } = assign(problem, mixture);
  const letterWeights = law.map((p, a) => (p > 0 ? Math.log(p) + costs[a] : -Infinity));
  const { weights, centroids } = mixture;
  const starts = Array.from({ length: law.length }, (_, a) => profiles.row(a));
  for (let t = 0; t < Math.min(MOST_PAIRED, weights.length); t++) {
    for (let s = 0; s < t; s++) starts.push(meanRow(weights, centroids, t, s));
  }
  const tops: { place: Float64Array; height: number }[] = [];
  for (const start of starts) {
    let place = start;
    let height = -Infinity;
    for (let step = 0; step < CLIMBS; step++) {
      const next = improvement(profiles, letterWeights, place);
      const rise = next.height - height;
      height = next.height;
      if (!(rise > FLAT) || step === CLIMBS - 1) break;
      place = next.place;
    }
    if (height > IMPROVES) tops.push({ place, height });
  }
  tops.sort((one, other) => other.height - one.height);
  const places: Float64Array[] = [];
  for (const { place } of tops) {
    if (places.length === MOST_NEWCOMERS) break;
    if (places.every((other) => divergenceOf(place, other) > SAME_PLACE)) places.push(place);
  }
  return { places, height: tops[0]?.height ?? 0 };
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

function withNewcomers(
  problem: ProfileProblem,
  { weights, centroids }: Mixture,
  newcomers: readonly Float64Array[],
): Mixture {
  const k = weights.length;
  const all = new Matrix(k + newcomers.length, centroids.columns);
  all.data.set(centroids.data);
  newcomers.forEach((place, i) => {
    all.row(k + i).set(place);
  });
  const shared = Float64Array.from({ length: all.rows }, (_, t) =>
    t < k ? (1 - NEWCOMER) * weights[t] : NEWCOMER / newcomers.length,
  );
  const { law, profiles } = problem;
  // Each letter's gains are relative to its best symbol: the weights do not depend on that.
  const gains = new Matrix(law.length, all.rows);
  for (let a = 0; a < law.length; a++) {
    const row = gains.row(a);
    for (let t = 0; t < row.length; t++) row[t] = divergenceOf(profiles.row(a), all.row(t));
    const least = row.reduce((x, y) => Math.min(x, y), Infinity);
    for (let t = 0; t < row.length; t++) row[t] = least < Infinity ? Math.exp(least - row[t]) : 1;
  }
  const best = interiorWeights(law, gains, shared, COMPLEMENTARY);
  const together = { weights: best, centroids: all };
  const { cost } = assign(problem, { weights: shared, centroids: all });
  // Where rounding stopped the interior point method early, sweeps go on from the small share.
  if (!(assign(problem, together).cost <= cost)) return { weights: shared, centroids: all };
  return restrictMixture(together, (t) => best[t] > DROPPED);
}
