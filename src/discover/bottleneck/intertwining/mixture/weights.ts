/**
 * The best weights of given symbols: min Σ_j w_j − Σ_l P_l log Σ_j w_j b_lj over w ≥ 0, a convex
 * problem, by a primal–dual interior point method. At the minimum Σ w = Σ P.
 *
 * | symbol | name here | meaning                                          |
 * | c_j    | score     | Σ_l P_l b_lj / z_l                               |
 * | s_j    | slack     | 1 − c_j ≥ 0, and w_j s_j = 0                     |
 * | μ      | target    | the mean of w_j s_j on the way                   |
 */
import { type Bumps, firstSharing, mixed } from "./bumps-at.js";
import type { Cluster } from "./cluster.js";
import { EnvelopeMatrix } from "./envelope-matrix.js";

const MOST_STEPS = 60;
/** How far towards a bound a step may go. */
const TO_THE_BOUND = 0.99;
/** Where w_j s_j vanishes, it is w_j that does. */
const IDLE = 1e-3;
/** Added to the diagonal, relative to it: candidates may be all but the same. */
const RIDGE = 1e-13;
/** Smallest residual of 1 − c − s that rounding allows to ask for. */
const LEAST_RESIDUAL = 1e-12;

/**
 * Σ w_j s_j ≤ `complementarity` · mass at the end, and 0 where w_j is less than a thousandth of
 * s_j · mass; `start` > 0 and such that every letter is reached.
 */
export function bestWeights(
  cluster: Cluster,
  bumps: Bumps,
  start: Float64Array,
  complementarity: number,
): Float64Array {
  const { P, mass } = cluster;
  const n = start.length;
  const letters = P.length;
  const weight = start.slice();
  const slack = new Float64Array(n);
  const score = new Float64Array(n);
  const matrix = new EnvelopeMatrix(firstSharing(bumps));
  const columns = new Float64Array(bumps.value.length);
  const direction = new Float64Array(n);
  const slackDirection = new Float64Array(n);
  for (let step = 0; step < MOST_STEPS; step++) {
    const z = mixed(bumps, weight, letters);
    scores(cluster, bumps, z, columns, score);
    if (step === 0) {
      for (let j = 0; j < n; j++) slack[j] = Math.max(1 - score[j], 0.1);
    }
    let product = 0;
    let residual = 0;
    for (let j = 0; j < n; j++) {
      product += weight[j] * slack[j];
      residual = Math.max(residual, Math.abs(1 - score[j] - slack[j]));
    }
    if (product <= complementarity * mass && residual <= Math.max(LEAST_RESIDUAL, complementarity))
      break;
    gram(bumps, columns, matrix);
    const target = (product / n) * (residual > 0.1 ? 0.3 : 0.05);
    for (let j = 0; j < n; j++) {
      const place = matrix.start[j] + j;
      matrix.data[place] += slack[j] / weight[j] + RIDGE * matrix.data[place];
      direction[j] = score[j] - 1 + target / weight[j];
    }
    if (!matrix.factor()) break;
    matrix.solve(direction);
    let primal = 1;
    let dual = 1;
    for (let j = 0; j < n; j++) {
      slackDirection[j] = (target - slack[j] * direction[j]) / weight[j] - slack[j];
      if (direction[j] < 0) primal = Math.min(primal, (-TO_THE_BOUND * weight[j]) / direction[j]);
      if (slackDirection[j] < 0) {
        dual = Math.min(dual, (-TO_THE_BOUND * slack[j]) / slackDirection[j]);
      }
    }
    for (let j = 0; j < n; j++) {
      weight[j] += primal * direction[j];
      slack[j] += dual * slackDirection[j];
    }
  }
  for (let j = 0; j < n; j++) if (weight[j] < IDLE * slack[j] * mass) weight[j] = 0;
  return weight;
}

/** c_j, and the columns √P_l b_lj / z_l whose Gram matrix is the Hessian. */
function scores(
  cluster: Cluster,
  bumps: Bumps,
  z: Float64Array,
  columns: Float64Array,
  score: Float64Array,
): void {
  const { P } = cluster;
  const { from, to, at, value } = bumps;
  const root = new Float64Array(P.length);
  for (let l = 0; l < P.length; l++) root[l] = Math.sqrt(P[l]);
  for (let j = 0; j < score.length; j++) {
    const shift = at[j] - from[j];
    let sum = 0;
    for (let l = from[j]; l < to[j]; l++) {
      const entry = (root[l] * value[shift + l]) / z[l];
      columns[shift + l] = entry;
      sum += root[l] * entry;
    }
    score[j] = sum;
  }
}

function gram(bumps: Bumps, columns: Float64Array, matrix: EnvelopeMatrix): void {
  const { from, to, at } = bumps;
  for (let j = 0; j < from.length; j++) {
    const shift = at[j] - from[j];
    for (let i = matrix.first[j]; i <= j; i++) {
      const other = at[i] - from[i];
      const end = Math.min(to[i], to[j]);
      let sum = 0;
      for (let l = from[j]; l < end; l++) sum += columns[shift + l] * columns[other + l];
      matrix.data[matrix.start[j] + i] = sum;
    }
  }
}
