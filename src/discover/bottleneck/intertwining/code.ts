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

/** A cluster with its symbols; `certified` for those that carry the certificate. */
export interface SolvedCluster {
  readonly cluster: Cluster;
  readonly mixture: CertifiedMixture;
  readonly certified: boolean;
}

/** The encoder's entries: κ(symbol | letter) = share, u = θ − x. */
class Entries {
  readonly letter: number[] = [];
  readonly symbol: number[] = [];
  readonly share: number[] = [];
  readonly u: number[] = [];

  add(letter: number, symbol: number, share: number, u: number): void {
    this.letter.push(letter);
    this.symbol.push(symbol);
    this.share.push(share);
    this.u.push(u);
  }
}

/** The code of clusters solved one by one; letters of no cluster go where they are served best. */
export function codeOf(
  letters: Letters,
  beta: number,
  solved: readonly SolvedCluster[],
): IntertwiningSolution {
  const { P, logs } = letters;
  const places: { theta: number; origin: number; weight: number }[] = [];
  const first = solved.map(({ cluster, mixture }) => {
    const begin = places.length;
    mixture.theta.forEach((theta, j) => {
      places.push({ theta, origin: cluster.origin, weight: mixture.weight[j] });
    });
    return begin;
  });
  const entries = new Entries();
  const isPlaced = new Uint8Array(P.length);
  let strays = 0;
  let light = 0;
  let lightCost = 0;
  solved.forEach(({ cluster, mixture, certified }, i) => {
    const bumps = bumpsAt(cluster, mixture.theta);
    const z = mixed(bumps, mixture.weight, cluster.x.length);
    for (let l = 0; l < z.length; l++) {
      isPlaced[cluster.letters[l]] = 1;
      if (certified) strays += (cluster.P[l] / z[l]) * Math.exp(-cluster.depth);
      else {
        light += cluster.P[l];
        lightCost -= cluster.P[l] * Math.log(z[l]);
      }
    }
    mixture.theta.forEach((theta, j) => {
      const shift = bumps.at[j] - bumps.from[j];
      for (let l = bumps.from[j]; l < bumps.to[j]; l++) {
        const share = (mixture.weight[j] * bumps.value[shift + l]) / z[l];
        if (share > 0) entries.add(cluster.letters[l], first[i] + j, share, theta - cluster.x[l]);
      }
    });
  });
  for (let l = 0; l < P.length; l++) {
    if (isPlaced[l]) continue;
    const u = places.map(({ theta, origin }) => theta - (logs[l] - origin));
    const log = places.map(({ weight }, j) => Math.log(weight) - beta * itakuraSaitoOfLog(u[j]));
    const most = log.reduce((a, b) => Math.max(a, b));
    const z = log.reduce((sum, value) => sum + Math.exp(value - most), 0);
    light += P[l];
    lightCost -= P[l] * (most + Math.log(z));
    log.forEach((value, j) => {
      const share = Math.exp(value - most) / z;
      if (share > 0) entries.add(l, j, share, u[j]);
    });
  }
  const certified = solved.filter((cluster) => cluster.certified);
  const total = places.reduce((sum, { weight }) => sum + weight, 0);
  const worst = certified.reduce((a, b) => (b.mixture.scan.bound > a.mixture.scan.bound ? b : a));
  const rest = light > 0 ? lightCost - Math.log1p(-light) : 0;
  return withLaws(letters, beta, places, entries, {
    gap: Math.max(Math.log((worst.mixture.scan.bound + strays) * total) + rest, 0),
    worstRatio: Math.exp(worst.cluster.origin + worst.mixture.scan.highest.theta),
    iterations: solved.reduce((sum, { mixture }) => sum + mixture.steps, 0),
  });
}

/** The code's own weights and ratios, rate, loss and encoder, symbols in the order of ρ. */
function withLaws(
  { P, divergence }: Letters,
  beta: number,
  places: readonly { theta: number; origin: number }[],
  { letter, symbol, share, u }: Entries,
  { gap, worstRatio, iterations }: Pick<IntertwiningSolution, "gap" | "worstRatio" | "iterations">,
): IntertwiningSolution {
  const mass = new Float64Array(places.length);
  const excess = new Float64Array(places.length);
  for (let k = 0; k < share.length; k++) {
    const part = P[letter[k]] * share[k];
    mass[symbol[k]] += part;
    excess[symbol[k]] += part * (u[k] + itakuraSaitoOfLog(u[k]));
  }
  const drift = mass.map((m, j) => -Math.log1p(excess[j] / m));
  let rate = 0;
  let loss = 0;
  for (let k = 0; k < share.length; k++) {
    const part = P[letter[k]] * share[k];
    rate += part * Math.log(share[k] / mass[symbol[k]]);
    loss += part * itakuraSaitoOfLog(u[k] + drift[symbol[k]]);
  }
  const logs = places.map(({ theta, origin }, j) => origin + theta + drift[j]);
  const order = Array.from(places.keys()).sort((i, j) => logs[i] - logs[j]);
  const rank = new Int32Array(order.length);
  order.forEach((j, position) => {
    rank[j] = position;
  });
  const relevance = Math.max(divergence - loss, 0);
  let encoder: Matrix | undefined;
  return {
    beta,
    get encoder(): Matrix {
      if (encoder === undefined) {
        encoder = new Matrix(P.length, places.length);
        for (let k = 0; k < share.length; k++) {
          encoder.data[letter[k] * places.length + rank[symbol[k]]] = share[k];
        }
      }
      return encoder;
    },
    weights: Float64Array.from(order, (j) => mass[j]),
    ratios: Float64Array.from(order, (j) => Math.exp(logs[j])),
    rate: Math.max(rate, 0),
    relevance,
    loss,
    objective: Math.max(rate, 0) - beta * relevance,
    gap,
    worstRatio,
    iterations,
  };
}
