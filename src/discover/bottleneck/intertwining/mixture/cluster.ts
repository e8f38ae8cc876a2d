/**
 * Letters whose bumps overlap. Between clusters no symbol serves both sides (by more than
 * e^{−depth}), so that the free energy is a sum over clusters, each with its own symbols.
 *
 * | symbol | name here | shape                                                       |
 * | x_l    | x         | letters of the cluster, log r_l − origin, ascending         |
 * | P_l    | P         | their weights; a cluster's symbols weigh Σ P together       |
 */
import { type Reach, reachOfBump } from "./bump.js";

/** A bump less than e^{−46} ≈ 1e-20 of what a letter has is left out. */
const NEGLIGIBLE = 46;
/** exp underflows beyond this. */
const DEEPEST = 700;

export interface Cluster {
  /** Which letters these are. */
  readonly letters: Int32Array;
  readonly origin: number;
  readonly x: Float64Array;
  readonly P: Float64Array;
  /** Σ P. */
  readonly mass: number;
  readonly beta: number;
  /** Where bumps are cut off, and what they are less than there: e^{−depth}. */
  readonly reach: Reach;
  readonly depth: number;
}

/**
 * `logs` ascending, `P` > 0, of all letters; those in `chosen` (ascending) are the problem. An
 * optimal code gives each letter Σ_j w_j b_lj ≥ P_l, so that bumps below e^{−46} min P cannot
 * matter.
 */
export function clustersOf(
  logs: Float64Array,
  P: Float64Array,
  beta: number,
  chosen: readonly number[],
): Cluster[] {
  let least = Number.POSITIVE_INFINITY;
  let all = 0;
  for (const l of chosen) {
    least = Math.min(least, P[l]);
    all += P[l];
  }
  const depth = Math.min(NEGLIGIBLE - Math.log(least / all), DEEPEST);
  const reach = reachOfBump(beta, depth);
  const widest = reach.below + reach.above;
  const clusters: Cluster[] = [];
  let first = 0;
  for (let i = 1; i <= chosen.length; i++) {
    if (i < chosen.length && logs[chosen[i]] - logs[chosen[i - 1]] <= widest) continue;
    const letters = Int32Array.from(chosen.slice(first, i));
    clusters.push({ ...letterPlaces(logs, P, letters), letters, beta, reach, depth });
    first = i;
  }
  return clusters;
}

/** All letters as one cluster, whether or not their bumps overlap. */
export function wholeCluster(logs: Float64Array, P: Float64Array, beta: number): Cluster {
  const letters = Int32Array.from(P.keys());
  const depth = DEEPEST;
  const reach = reachOfBump(beta, depth);
  return { ...letterPlaces(logs, P, letters), letters, beta, reach, depth };
}

function letterPlaces(
  logs: Float64Array,
  P: Float64Array,
  letters: Int32Array,
): Pick<Cluster, "origin" | "x" | "P" | "mass"> {
  const origin = logs[letters[0]];
  const weights = Float64Array.from(letters, (l) => P[l]);
  let mass = 0;
  for (const weight of weights) mass += weight;
  return { origin, x: Float64Array.from(letters, (l) => logs[l] - origin), P: weights, mass };
}

/** The symbols of one cluster: θ ascending, relative to the cluster's origin; weights > 0. */
export interface Mixture {
  readonly theta: Float64Array;
  readonly weight: Float64Array;
}

/** The same symbols in the order of θ. */
export function sortedMixture(theta: readonly number[], weight: readonly number[]): Mixture {
  const order = Array.from(theta.keys()).sort((i, j) => theta[i] - theta[j]);
  return {
    theta: Float64Array.from(order, (i) => theta[i]),
    weight: Float64Array.from(order, (i) => weight[i]),
  };
}
