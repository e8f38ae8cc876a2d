/**
 * The optimal symbols of a cluster, certified: the convex problem over all laws of θ (a mixture's
 * nonparametric likelihood) by adding the local maxima of the score, weights by an interior point
 * method, symbols and weights together by Newton's method, until the score is nowhere above 1.
 *
 * Bumps as functions of (ρ, 1/r) form a strictly totally positive kernel, so that the optimum is
 * one law with at most as many symbols as letters (Lindsay & Roeder, 1993): where the search began
 * does not matter.
 */
import { bumpWidth } from "./bump.js";
import { bumpsAt, mixed } from "./bumps-at.js";
import { type Cluster, type Mixture, sortedMixture } from "./cluster.js";
import { condensed } from "./condensed.js";
import { collapsed, gridCandidates } from "./grid-start.js";
import { polish } from "./polish.js";
import { type ScoreScan, scanScore } from "./score.js";
import { bestWeights } from "./weights.js";

/** A score up to 1 + this counts as optimal; the bound that is reported stays what it is. */
const ACCURACY = 2e-11;
/** Letters with less than this part of their own weight get a symbol of their own. */
const LEAST_SHARE = 1e-3;
const MOST_ROUNDS = 60;
const MOST_STEPS = 20;
/** Σ w (1 − c) of the weights, relative to the mass: the lightest letters count too. */
const COMPLEMENTARITY = 1e-26;
/** Symbols that weigh less than this part of their cluster are none. */
const LIGHTEST = 1e-17;
/** Symbols nearer than this many widths begin as one; half of it in each further round. */
const APART = 1;
/** A peak nearer than this many widths to a symbol belongs to it. */
const SPLITTING = 0.3;
/** More peaks than these are fanned out only when rounds without have not made them fewer. */
const MOST_FANS = 8;
const PATIENT_ROUNDS = 8;
const FAN = [-4, -2, -1.4, -1, -0.7, -0.4, 0.4, 0.7, 1.4, 2, 4];
/** Symbols nearer than this many widths are tried as one. */
const NEAR = 0.03;

export interface CertifiedMixture extends Mixture {
  readonly scan: ScoreScan;
  readonly steps: number;
}

/** Makes the weights sum to the mass, and scores them; undefined where a letter has too little of what an optimal code gives it. */
function scanOf(cluster: Cluster, mixture: Mixture): ScoreScan | undefined {
  const { P, mass } = cluster;
  let total = 0;
  for (const w of mixture.weight) total += w;
  for (let j = 0; j < mixture.weight.length; j++) mixture.weight[j] *= mass / total;
  const gain = mixed(bumpsAt(cluster, mixture.theta), mixture.weight, P.length);
  for (let l = 0; l < P.length; l++) {
    if (!(gain[l] > LEAST_SHARE * P[l])) return undefined;
    gain[l] = P[l] / gain[l];
  }
  return scanScore(cluster, gain, ACCURACY);
}

/**
 * `start`: symbols of a neighbouring β, in the cluster's coordinates. `check` is called every few
 * moments, and may throw.
 */
export function bestMixture(
  cluster: Cluster,
  start?: Mixture,
  check?: () => void,
): CertifiedMixture {
  const { x, P, mass } = cluster;
  if (x.length === 1) {
    const scan = { bound: 1, highest: { theta: 0, value: 1 }, peaks: [] };
    return { theta: Float64Array.of(0), weight: P.slice(), scan, steps: 0 };
  }
  const single = oneSymbol(cluster);
  const trivial = isUnstable(cluster, single.theta[0]) ? undefined : scanOf(cluster, single);
  if (trivial !== undefined && trivial.bound <= 1 + 2 * ACCURACY) {
    return { ...single, scan: trivial, steps: 0 };
  }
  const few = condensed(cluster);
  let state: Mixture = covered(cluster, firstSymbols(cluster, few, start, check));
  let best: CertifiedMixture | undefined;
  let steps = 0;
  let isSplit = few !== undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    check?.();
    const together = isSplit ? state : withoutNear(cluster, state, APART * 0.5 ** round);
    const polished = polish(cluster, together, MOST_STEPS);
    steps += polished.steps;
    state = covered(cluster, pruned(polished, mass));
    const scan = scanOf(cluster, state);
    if (scan === undefined) continue;
    if (best === undefined || scan.bound < best.scan.bound) best = { ...state, scan, steps };
    if (scan.bound <= 1 + 2 * ACCURACY) break;
    isSplit = round % 2 === 1 && (round >= PATIENT_ROUNDS || scan.peaks.length <= MOST_FANS);
    const points = isSplit ? fanned(cluster, state, scan.peaks) : scan.peaks;
    const candidates = withPeaks(cluster, state, points);
    const weight = bestWeights(
      cluster,
      bumpsAt(cluster, candidates.theta),
      candidates.weight,
      COMPLEMENTARITY,
    );
    state = pruned({ theta: candidates.theta, weight }, mass);
  }
  if (best === undefined) best = { ...single, scan: widestScan(cluster), steps };
  return { ...joined(cluster, best), steps };
}

/** The centroid of all letters: 1/ρ = Σ P e^{−x} / Σ P. */
function oneSymbol({ x, P, mass }: Cluster): Mixture {
  let inverse = 0;
  for (let l = 0; l < x.length; l++) inverse += P[l] * Math.expm1(-x[l]);
  return { theta: Float64Array.of(-Math.log1p(inverse / mass)), weight: Float64Array.of(mass) };
}

/** Whether one symbol would split by itself: β Var(e^{θ−x}) > 1. */
function isUnstable({ x, P, mass, beta }: Cluster, theta: number): boolean {
  let variance = 0;
  for (let l = 0; l < x.length; l++) variance += P[l] * Math.expm1(theta - x[l]) ** 2;
  return beta * variance > 1.000001 * mass;
}

function widestScan(cluster: Cluster): ScoreScan {
  return {
    bound: Number.POSITIVE_INFINITY,
    highest: { theta: cluster.x[0], value: Number.POSITIVE_INFINITY },
    peaks: [],
  };
}

/** The optimal symbols of fewer letters, or those of a neighbouring β, or a grid's. */
function firstSymbols(
  cluster: Cluster,
  few: Cluster | undefined,
  start: Mixture | undefined,
  check: (() => void) | undefined,
): Mixture {
  if (few !== undefined) return bestMixture(few, start, check);
  return start !== undefined && start.theta.length > 0 ? start : coldStart(cluster);
}

function coldStart(cluster: Cluster): Mixture {
  const candidates = gridCandidates(cluster);
  const weight = bestWeights(cluster, bumpsAt(cluster, candidates.theta), candidates.weight, 1e-9);
  return collapsed(cluster, { theta: candidates.theta, weight });
}

/** A symbol of its own for each letter that the others leave without. */
function covered(cluster: Cluster, mixture: Mixture): Mixture {
  const { x, P } = cluster;
  const z = mixed(bumpsAt(cluster, mixture.theta), mixture.weight, x.length);
  const theta = Array.from(mixture.theta);
  const weight = Array.from(mixture.weight);
  const before = theta.length;
  for (let l = 0; l < x.length; l++) {
    if (z[l] > 2 * LEAST_SHARE * P[l]) continue;
    theta.push(x[l]);
    weight.push(P[l]);
  }
  return theta.length === before ? mixture : sortedMixture(theta, weight);
}

/** Without symbols that weigh nothing; the same θ twice is one. */
function pruned(mixture: Mixture, mass: number): Mixture {
  const theta: number[] = [];
  const weight: number[] = [];
  mixture.theta.forEach((t, j) => {
    const w = mixture.weight[j];
    if (!(w > LIGHTEST * mass)) return;
    if (theta.length > 0 && theta[theta.length - 1] === t) weight[weight.length - 1] += w;
    else {
      theta.push(t);
      weight.push(w);
    }
  });
  return { theta: Float64Array.from(theta), weight: Float64Array.from(weight) };
}

/** Symbols in the way of Newton's method: neighbours within `near` widths become one. */
function withoutNear(cluster: Cluster, mixture: Mixture, near: number): Mixture {
  const reach = near * bumpWidth(cluster.beta);
  const theta: number[] = [];
  const weight: number[] = [];
  mixture.theta.forEach((t, j) => {
    const w = mixture.weight[j];
    const last = theta.length - 1;
    if (last >= 0 && t - theta[last] < reach) {
      weight[last] += w;
      theta[last] += ((t - theta[last]) * w) / weight[last];
    } else {
      theta.push(t);
      weight.push(w);
    }
  });
  return { theta: Float64Array.from(theta), weight: Float64Array.from(weight) };
}

function withPeaks(cluster: Cluster, mixture: Mixture, peaks: readonly number[]): Mixture {
  const width = bumpWidth(cluster.beta);
  const theta = Array.from(mixture.theta);
  const weight = Array.from(mixture.weight, (w) => Math.max(w, 1e-6 * cluster.mass));
  for (const peak of peaks) {
    if (theta.some((t) => Math.abs(t - peak) < 1e-9 * width)) continue;
    theta.push(peak);
    weight.push(1e-3 * cluster.mass);
  }
  return sortedMixture(theta, weight);
}

/**
 * The peaks, and where one is next to a symbol, points on both sides of it: there the symbol is to
 * be two, a little way apart, which neither Newton's method from one of them nor the peak finds.
 */
function fanned(cluster: Cluster, mixture: Mixture, peaks: readonly number[]): number[] {
  const { x } = cluster;
  const reach = SPLITTING * bumpWidth(cluster.beta);
  const points = [...peaks];
  for (const peak of peaks) {
    for (const theta of mixture.theta) {
      const distance = Math.abs(peak - theta);
      if (distance > reach || distance < 1e-6 * reach) continue;
      for (const k of FAN) {
        const point = theta + k * distance;
        if (point > x[0] && point < x[x.length - 1]) points.push(point);
      }
    }
  }
  return points;
}

/** With symbols joined that are one as far as the score can tell. */
function joined(cluster: Cluster, mixture: CertifiedMixture): CertifiedMixture {
  const width = bumpWidth(cluster.beta);
  let best = mixture;
  for (let j = 1; j < best.theta.length; j++) {
    if (best.theta[j] - best.theta[j - 1] > NEAR * width) continue;
    const theta = Array.from(best.theta);
    const weight = Array.from(best.weight);
    const [w] = weight.splice(j, 1);
    const [t] = theta.splice(j, 1);
    theta[j - 1] += ((t - theta[j - 1]) * w) / (w + weight[j - 1]);
    weight[j - 1] += w;
    const state = polish(cluster, sortedMixture(theta, weight), 20);
    const scan = scanOf(cluster, state);
    if (scan !== undefined && scan.bound <= Math.max(1 + 2 * ACCURACY, best.scan.bound)) {
      best = { theta: state.theta, weight: state.weight, scan, steps: best.steps };
      j--;
    }
  }
  return best;
}
