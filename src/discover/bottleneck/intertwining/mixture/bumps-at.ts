/**
 * The bumps of a cluster's letters at given symbols, each symbol with the letters within reach.
 *
 * | symbol       | name here                 | shape                                        |
 * | b_lj         | value[at[j] + l − from[j]] | from[j] ≤ l < to[j]                         |
 * | b'_lj / b_lj | slope[…]                  | −β (e^u − 1); b'' / b = slope² − β + slope   |
 * | z_l          |                           | Σ_j w_j b_lj                                 |
 */
import { itakuraSaitoOfLog } from "./bump.js";
import type { Cluster } from "./cluster.js";

export interface Bumps {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly at: Int32Array;
  readonly value: Float64Array;
  readonly slope: Float64Array;
}

/** `theta` ascending; then `from` and `to` are ascending too. */
export function bumpsAt(cluster: Cluster, theta: Float64Array): Bumps {
  const { x, beta, reach } = cluster;
  const symbols = theta.length;
  const from = new Int32Array(symbols);
  const to = new Int32Array(symbols);
  const at = new Int32Array(symbols);
  let low = 0;
  let high = 0;
  let length = 0;
  for (let j = 0; j < symbols; j++) {
    while (low < x.length && theta[j] - x[low] > reach.above) low++;
    while (high < x.length && theta[j] - x[high] >= -reach.below) high++;
    from[j] = low;
    to[j] = Math.max(low, high);
    at[j] = length;
    length += to[j] - low;
  }
  const value = new Float64Array(length);
  const slope = new Float64Array(length);
  for (let j = 0, place = 0; j < symbols; j++) {
    for (let l = from[j]; l < to[j]; l++, place++) {
      const u = theta[j] - x[l];
      const divergence = itakuraSaitoOfLog(u);
      value[place] = Math.exp(-beta * divergence);
      slope[place] = -beta * (u + divergence);
    }
  }
  return { from, to, at, value, slope };
}

/** z_l for weights w. */
export function mixed(bumps: Bumps, weight: Float64Array, letters: number): Float64Array {
  const { from, to, at, value } = bumps;
  const z = new Float64Array(letters);
  for (let j = 0; j < weight.length; j++) {
    const shift = at[j] - from[j];
    for (let l = from[j]; l < to[j]; l++) z[l] += weight[j] * value[shift + l];
  }
  return z;
}

/** The first symbol that shares a letter with each symbol: the envelope of their Gram matrix. */
export function firstSharing(bumps: Bumps): Int32Array {
  const { from, to } = bumps;
  const first = new Int32Array(from.length);
  for (let j = 0, i = 0; j < from.length; j++) {
    while (i < j && to[i] <= from[j]) i++;
    first[j] = i;
  }
  return first;
}
