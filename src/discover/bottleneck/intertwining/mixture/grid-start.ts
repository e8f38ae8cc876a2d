/** Where the search for symbols begins when there is nothing to begin from: a grid of symbols. */
import { bumpWidth } from "./bump.js";
import type { Cluster, Mixture } from "./cluster.js";

/** Distance of candidates in widths, and the gaps that are left empty. */
const SPACING = 0.5;
const EMPTY = 4;

/** Candidates wherever letters are near, weighed by the letters next to them. */
export function gridCandidates({ x, P, mass, beta }: Cluster): Mixture {
  const spacing = SPACING * bumpWidth(beta);
  const theta = [x[0]];
  for (let l = 1; l < x.length; l++) {
    const last = theta[theta.length - 1];
    const gap = x[l] - last;
    if (gap < spacing && l < x.length - 1) continue;
    const parts = gap < EMPTY * bumpWidth(beta) ? Math.max(1, Math.floor(gap / spacing)) : 1;
    for (let k = 1; k <= parts; k++) theta.push(last + (gap * k) / parts);
  }
  const weight = new Float64Array(theta.length).fill((0.5 * mass) / theta.length);
  for (let l = 0, j = 0; l < x.length; l++) {
    while (j + 1 < theta.length && theta[j + 1] - x[l] <= x[l] - theta[j]) j++;
    const nearer = j + 1 < theta.length && theta[j + 1] - x[l] < x[l] - theta[j] ? j + 1 : j;
    weight[nearer] += 0.5 * P[l];
  }
  return { theta: Float64Array.from(theta), weight };
}

/** Neighbouring candidates that share a symbol's weight become one symbol. */
export function collapsed({ mass, beta }: Cluster, candidates: Mixture): Mixture {
  const near = 2.01 * SPACING * bumpWidth(beta);
  const theta: number[] = [];
  const weight: number[] = [];
  let inGroup = 0;
  let previous = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < candidates.theta.length; j++) {
    const w = candidates.weight[j];
    if (w < 1e-15 * mass) continue;
    const t = candidates.theta[j];
    const last = theta.length - 1;
    if (t - previous <= near && inGroup < 2) {
      theta[last] += ((t - theta[last]) * w) / (w + weight[last]);
      weight[last] += w;
      inGroup++;
    } else {
      theta.push(t);
      weight.push(w);
      inGroup = 1;
    }
    previous = t;
  }
  return { theta: Float64Array.from(theta), weight: Float64Array.from(weight) };
}
