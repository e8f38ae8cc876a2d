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
  /** Index of its first letter. */
  readonly first: number;
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
 * `logs` ascending, `P` > 0. An optimal code gives each letter Σ_j w_j b_lj ≥ P_l, so that bumps
 * below e^{−46} min P cannot matter.
 */
export function clustersOf(logs: Float64Array, P: Float64Array, beta: number): Cluster[] {
  let least = 1;
  for (const weight of P) least = Math.min(least, weight);
  const depth = Math.min(NEGLIGIBLE - Math.log(least), DEEPEST);
  const reach = reachOfBump(beta, depth);
  const widest = reach.below + reach.above;
  const clusters: Cluster[] = [];
  let first = 0;
  for (let l = 1; l <= logs.length; l++) {
    if (l < logs.length && logs[l] - logs[l - 1] <= widest) continue;
    const origin = logs[first];
    const x = logs.slice(first, l);
    let mass = 0;
    for (let i = 0; i < x.length; i++) {
      x[i] -= origin;
      mass += P[first + i];
    }
    clusters.push({ first, origin, x, P: P.slice(first, l), mass, beta, reach, depth });
    first = l;
  }
  return clusters;
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
