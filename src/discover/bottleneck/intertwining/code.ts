/**
 * What a list of symbols is worth: encoder κ(j|l) = w_j b_lj / z_l, its own weights and ratios,
 * rate and loss. One exact block step from (w, ρ), so that the objective is no larger than the free
 * energy that the certificate speaks of.
 *
 * | symbol | name here | meaning                                          |
 * | p_j    | weights   | Σ_l P_l κ(j|l)                                   |
 * | ρ_j    | ratios    | p_j / Σ_l Q_l κ(j|l)                             |
 * | I      | rate      | Σ P κ log(κ / p_j)                               |
 * |        | loss      | Σ P κ d(r_l, ρ_j) = D(p‖q) − D(κp‖κq)            |
 */
import { Matrix } from "../../../numerics/index.js";
import type { IntertwiningSolution } from "../intertwining-types.js";
import type { Letters } from "./letters.js";
import type { CertifiedMixture } from "./mixture/best-mixture.js";
import { itakuraSaitoOfLog } from "./mixture/bump.js";
import { bumpsAt, mixed } from "./mixture/bumps-at.js";
import type { Cluster } from "./mixture/cluster.js";

/** A piece of the encoder: levels first … first + P.length − 1 to symbols firstSymbol … */
interface EncoderBlock {
  readonly first: number;
  readonly firstSymbol: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly at: Int32Array;
  readonly share: Float64Array;
}

/** `mixtures[i]` belongs to `clusters[i]`, ascending. */
export function codeOf(
  letters: Letters,
  beta: number,
  clusters: readonly Cluster[],
  mixtures: readonly CertifiedMixture[],
): IntertwiningSolution {
  const symbols = mixtures.reduce((sum, { theta }) => sum + theta.length, 0);
  const weights = new Float64Array(symbols);
  const ratios = new Float64Array(symbols);
  const blocks: EncoderBlock[] = [];
  let firstSymbol = 0;
  let rate = 0;
  let loss = 0;
  let total = 0;
  let strays = 0;
  let bound = 0;
  let worstRatio = 1;
  let iterations = 0;
  clusters.forEach((cluster, i) => {
    const { theta, weight, scan, steps } = mixtures[i];
    const { x, P, origin, first } = cluster;
    const bumps = bumpsAt(cluster, theta);
    const { from, to, at, value: share } = bumps;
    const z = mixed(bumps, weight, x.length);
    for (let l = 0; l < x.length; l++) strays += (P[l] / z[l]) * Math.exp(-cluster.depth);
    for (let j = 0; j < theta.length; j++) {
      const shift = at[j] - from[j];
      let mass = 0;
      let excess = 0;
      for (let l = from[j]; l < to[j]; l++) {
        share[shift + l] *= weight[j] / z[l];
        mass += P[l] * share[shift + l];
        const u = theta[j] - x[l];
        excess += P[l] * share[shift + l] * (u + itakuraSaitoOfLog(u));
      }
      const centre = theta[j] - Math.log1p(excess / mass);
      for (let l = from[j]; l < to[j]; l++) {
        const k = share[shift + l];
        if (k === 0) continue;
        rate += P[l] * k * Math.log(k / mass);
        loss += P[l] * k * itakuraSaitoOfLog(centre - x[l]);
      }
      weights[firstSymbol + j] = mass;
      ratios[firstSymbol + j] = Math.exp(origin + centre);
      total += weight[j];
    }
    if (scan.bound > bound) {
      bound = scan.bound;
      worstRatio = Math.exp(origin + scan.highest.theta);
    }
    blocks.push({ first, firstSymbol, from, to, at, share });
    firstSymbol += theta.length;
    iterations += steps;
  });
  const relevance = letters.divergence - loss;
  const levels = letters.P.length;
  let encoder: Matrix | undefined;
  return {
    beta,
    get encoder(): Matrix {
      encoder ??= encoderOf(blocks, levels, symbols);
      return encoder;
    },
    weights,
    ratios,
    rate: Math.max(rate, 0),
    relevance,
    loss,
    objective: Math.max(rate, 0) - beta * relevance,
    gap: Math.log((bound + strays) * total),
    worstRatio,
    iterations,
  };
}

function encoderOf(blocks: readonly EncoderBlock[], levels: number, symbols: number): Matrix {
  const encoder = new Matrix(levels, symbols);
  for (const { first, firstSymbol, from, to, at, share } of blocks) {
    for (let j = 0; j < from.length; j++) {
      for (let l = from[j]; l < to[j]; l++) {
        encoder.data[(first + l) * symbols + firstSymbol + j] = share[at[j] + l - from[j]];
      }
    }
  }
  return encoder;
}
