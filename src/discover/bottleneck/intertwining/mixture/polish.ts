/**
 * Newton's method for symbols and weights together: min Σ_j w_j − Σ_l P_l log z_l over θ and
 * α = log w. Where the score is not concave at a symbol its curvature is left out, which keeps
 * the matrix positive (then the other symbols are looked for by the score itself).
 *
 * | symbol        | name here | meaning                                              |
 * | ∂/∂α_j        |           | w_j (1 − c(θ_j))                                     |
 * | ∂/∂θ_j        |           | −w_j c'(θ_j)                                         |
 * | Hessian       | matrix    | Σ_l P_l z_l⁻² ∇z_l ∇z_lᵀ − w_j c''(θ_j) on θ_j, + …  |
 */
import { bumpWidth } from "./bump.js";
import { type Bumps, bumpsAt, firstSharing, mixed } from "./bumps-at.js";
import type { Cluster, Mixture } from "./cluster.js";
import { EnvelopeMatrix } from "./envelope-matrix.js";

/** c and σ c' are this near 1 and 0 in the end. */
const CONVERGED = 2e-14;
const LONGEST_SHIFT = 0.5;
const LONGEST_GROWTH = 2;
/** The share of the distance of two symbols by which one step may bring them together. */
const NEARER = 0.8;
/** Decreases below this part of the mass may be rounding: then the step itself is trusted. */
const INVISIBLE = 1e-11;

export interface Polished extends Mixture {
  readonly steps: number;
}

interface Evaluated extends Mixture {
  readonly bumps: Bumps;
  readonly z: Float64Array;
  readonly free: number;
}

function evaluate(cluster: Cluster, theta: Float64Array, weight: Float64Array): Evaluated {
  const bumps = bumpsAt(cluster, theta);
  const z = mixed(bumps, weight, cluster.P.length);
  let free = 0;
  for (const w of weight) free += w;
  for (let l = 0; l < z.length; l++) free -= cluster.P[l] * Math.log(z[l]);
  return { theta, weight, bumps, z, free };
}

/** At most `most` steps from `start`, whose symbols reach every letter. */
export function polish(cluster: Cluster, start: Mixture, most: number): Polished {
  const width = bumpWidth(cluster.beta);
  const { mass } = cluster;
  let state = evaluate(cluster, start.theta, start.weight);
  let damping = 0;
  let best = Number.POSITIVE_INFINITY;
  let stale = 0;
  for (let step = 0; step < most; step++) {
    const system = newtonSystem(cluster, state, width);
    if (system.error <= CONVERGED) return { ...state, steps: step };
    if (system.error < 0.5 * best) {
      best = system.error;
      stale = 0;
    } else if (++stale > 6 && damping === 0) return { ...state, steps: step };
    let next: Evaluated | undefined;
    for (let trial = 0; trial < 12 && next === undefined; trial++) {
      const moved = takeStep(state, system, damping, width);
      if (moved !== undefined) {
        const candidate = evaluate(cluster, moved.theta, moved.weight);
        const asked = moved.gain > INVISIBLE * mass ? 1e-4 * moved.gain : -INVISIBLE * mass;
        if (candidate.free <= state.free - asked) next = candidate;
      }
      if (next === undefined) damping = damping === 0 ? 1e-6 : damping * 30;
    }
    if (next === undefined) return { ...state, steps: step };
    damping = damping < 1e-8 ? 0 : damping / 30;
    state = next;
  }
  return { ...state, steps: most };
}

interface NewtonSystem {
  readonly error: number;
  /** Minus the gradient, α_j and θ_j / width in turn. */
  readonly descent: Float64Array;
  readonly matrix: EnvelopeMatrix;
}

function newtonSystem(cluster: Cluster, state: Evaluated, width: number): NewtonSystem {
  const { P } = cluster;
  const { bumps, z, weight } = state;
  const { from, to, at, value, slope } = bumps;
  const n = weight.length;
  const sharing = firstSharing(bumps);
  const first = new Int32Array(2 * n);
  for (let j = 0; j < n; j++) first[2 * j] = first[2 * j + 1] = 2 * sharing[j];
  const matrix = new EnvelopeMatrix(first);
  const descent = new Float64Array(2 * n);
  const heights = new Float64Array(value.length);
  const tilts = new Float64Array(value.length);
  const own = new Float64Array(2 * n);
  let error = 0;
  for (let j = 0; j < n; j++) {
    const shift = at[j] - from[j];
    let score = 0;
    let tilt = 0;
    let bend = 0;
    for (let l = from[j]; l < to[j]; l++) {
      const k = shift + l;
      const share = (P[l] * value[k]) / z[l];
      score += share;
      tilt += share * slope[k];
      bend += share * (slope[k] * slope[k] - cluster.beta + slope[k]);
      heights[k] = (Math.sqrt(P[l]) * weight[j] * value[k]) / z[l];
      tilts[k] = heights[k] * slope[k] * width;
    }
    descent[2 * j] = weight[j] * (score - 1);
    descent[2 * j + 1] = weight[j] * tilt * width;
    own[2 * j] = weight[j] * Math.max(1 - score, 0);
    own[2 * j + 1] = weight[j] * Math.abs(bend * width * width);
    error = Math.max(error, Math.abs(score - 1), Math.abs(tilt * width));
  }
  for (let j = 0; j < n; j++) {
    const shift = at[j] - from[j];
    const even = matrix.start[2 * j];
    const odd = matrix.start[2 * j + 1];
    for (let i = sharing[j]; i <= j; i++) {
      const other = at[i] - from[i];
      const end = Math.min(to[i], to[j]);
      let hh = 0;
      let ht = 0;
      let th = 0;
      let tt = 0;
      for (let l = from[j]; l < end; l++) {
        const height = heights[shift + l];
        const tilt = tilts[shift + l];
        const otherHeight = heights[other + l];
        const otherTilt = tilts[other + l];
        hh += height * otherHeight;
        ht += height * otherTilt;
        th += tilt * otherHeight;
        tt += tilt * otherTilt;
      }
      matrix.data[even + 2 * i] = hh;
      matrix.data[odd + 2 * i] = th;
      matrix.data[odd + 2 * i + 1] = tt;
      if (i < j) matrix.data[even + 2 * i + 1] = ht;
    }
    matrix.data[even + 2 * j] += own[2 * j];
    matrix.data[odd + 2 * j + 1] += own[2 * j + 1];
  }
  return { error, descent, matrix };
}

/** The damped step, shortened to what one step may do; `gain` is its first-order decrease. */
function takeStep(
  state: Evaluated,
  { matrix, descent }: NewtonSystem,
  damping: number,
  width: number,
): (Mixture & { gain: number }) | undefined {
  const n = state.weight.length;
  const damped = new EnvelopeMatrix(matrix.first);
  damped.data.set(matrix.data);
  for (let i = 0; i < 2 * n; i++) {
    const place = damped.start[i] + i;
    damped.data[place] *= 1 + damping + 1e-15;
    if (!(damped.data[place] > 0)) damped.data[place] = Number.MIN_VALUE;
  }
  if (!damped.factor()) return undefined;
  const move = descent.slice();
  damped.solve(move);
  let scale = 1;
  for (let j = 0; j < n; j++) {
    const growth = Math.abs(move[2 * j]);
    const shift = Math.abs(move[2 * j + 1]);
    if (growth > LONGEST_GROWTH) scale = Math.min(scale, LONGEST_GROWTH / growth);
    if (shift > LONGEST_SHIFT) scale = Math.min(scale, LONGEST_SHIFT / shift);
    if (j === 0) continue;
    const approach = width * (move[2 * j - 1] - move[2 * j + 1]);
    const room = NEARER * (state.theta[j] - state.theta[j - 1]);
    if (approach > room) scale = Math.min(scale, room / approach);
  }
  let gain = 0;
  const theta = state.theta.slice();
  const weight = state.weight.slice();
  for (let j = 0; j < n; j++) {
    gain += scale * (descent[2 * j] * move[2 * j] + descent[2 * j + 1] * move[2 * j + 1]);
    weight[j] *= Math.exp(scale * move[2 * j]);
    theta[j] += scale * width * move[2 * j + 1];
  }
  return Number.isFinite(gain) ? { theta, weight, gain } : undefined;
}
