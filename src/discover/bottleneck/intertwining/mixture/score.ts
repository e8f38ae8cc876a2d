/**
 * The score c(θ) = Σ_l g_l b_l(θ), g_l = P_l / z_l, on the whole line: a code is optimal iff it is
 * nowhere above 1, and log max c bounds how far from optimal it is (Lindsay, Annals of Statistics
 * 11, 1983: the directional derivative of a mixture's likelihood).
 *
 * Every bump is an entire function, so that on a cell |θ − m| ≤ h the score is its Taylor
 * polynomial up to (h/R)^K (1 − h/R)⁻¹ Σ g max_{|z|=R} |b|, and for |z| = R < √2
 *   |b(u + z)| ≤ e^{−β(e^w (1 − R²/2) − 1 − w)} ≤ (1 − R²/2)^{−β},  w = u + Re z,
 * since cos y ≥ 1 − y²/2. Between the cells of a polynomial there is no gap: the bound holds for
 * all θ, those beyond the letters included, where the score falls.
 *
 * | symbol | name here | meaning                                              |
 * | m, h   | middle, half | a cell; h ≤ half a bump's width                    |
 * | K      | TERMS     | Taylor coefficients                                  |
 * | R      | radius    | min(√(K/β), 1)                                       |
 */
import { bumpWidth, itakuraSaitoOfLog, reachOfBump } from "./bump.js";
import { type Enclosure, enclose, peaksOf, quickBound, TERMS, valueAt } from "./cell-polynomial.js";
import type { Cluster } from "./cluster.js";

/** What lies further out than this depth is bounded, not summed. */
const SCAN_DEPTH = 40;
/** Rounding of the sums: exponents up to the depth, differences of logarithms, twenty recurrences. */
const ROUNDING = 2000 * Number.EPSILON;

export interface ScoreScan {
  /** No c(θ) is larger. */
  readonly bound: number;
  /** The largest value that was met, and at which θ. */
  readonly highest: { readonly theta: number; readonly value: number };
  /** Local maxima above 1 + accuracy, and where the highest value was met. */
  readonly peaks: readonly number[];
}

/** Scores above `1 + accuracy` are told apart; below it they are only bounded by it. */
export function scanScore(cluster: Cluster, gain: Float64Array, accuracy: number): ScoreScan {
  const { x, beta } = cluster;
  const letters = x.length;
  let total = 0;
  let steepest = 1;
  for (const g of gain) {
    total += g;
    steepest = Math.max(steepest, g);
  }
  const depth = SCAN_DEPTH + Math.log(steepest);
  const reach = reachOfBump(beta, depth);
  const length = x[letters - 1];
  const cells = Math.max(1, Math.ceil(length / Math.min(bumpWidth(beta), 0.25)));
  const half = length / (2 * cells);
  const taylor = new CellTaylor(beta, half, reach.above + half);
  const enclosure: Enclosure = { reached: 0, t: 0, bound: 0 };
  const suspects: { middle: number; polynomial: Float64Array }[] = [];
  let low = 0;
  let high = 0;
  let strayest = 0;
  for (let cell = 0; cell < cells; cell++) {
    const middle = (2 * cell + 1) * half;
    while (low < letters && middle - half - x[low] > reach.above) low++;
    while (high < letters && middle + half - x[high] >= -reach.below) high++;
    if (high <= low) continue;
    let nearby = 0;
    for (let l = low; l < high; l++) nearby += gain[l];
    strayest = Math.max(strayest, nearby);
    const polynomial = taylor.sum(cluster, gain, middle, low, high);
    const bound = quickBound(polynomial);
    if (bound <= 1 + accuracy) {
      enclosure.bound = Math.max(enclosure.bound, bound);
      enclosure.reached = Math.max(enclosure.reached, polynomial[0]);
    } else suspects.push({ middle, polynomial: polynomial.slice() });
  }
  let met = { theta: 0, value: 0 };
  for (const { middle, polynomial } of suspects) {
    enclose(polynomial, enclosure, 1, accuracy);
    if (enclosure.reached <= met.value) continue;
    met = { theta: middle + enclosure.t * half, value: enclosure.reached };
  }
  const remainder =
    strayest * taylor.tail +
    total * (Math.exp(-cluster.depth) + Math.exp(-depth)) +
    (ROUNDING + letters * Number.EPSILON) * enclosure.bound;
  const above = enclosure.reached > 1 + accuracy ? suspects : [];
  return { bound: enclosure.bound + remainder, ...peaksAbove(above, half, 1 + accuracy, met) };
}

function peaksAbove(
  cells: readonly { middle: number; polynomial: Float64Array }[],
  half: number,
  threshold: number,
  met: ScoreScan["highest"],
): Pick<ScoreScan, "highest" | "peaks"> {
  const peaks: number[] = [];
  let highest = met;
  for (const { middle, polynomial } of cells) {
    const consider = (t: number) => {
      const value = valueAt(polynomial, t);
      const theta = middle + t * half;
      if (value > highest.value) highest = { theta, value };
      return value > threshold ? theta : undefined;
    };
    peaksOf(polynomial, (t) => {
      const theta = consider(t);
      if (theta !== undefined) peaks.push(theta);
    });
    consider(-1);
    consider(1);
  }
  if (highest === met && met.value > threshold) peaks.push(met.theta);
  return { highest, peaks };
}

/** Taylor coefficients of Σ_l g_l b_l(m + h t) in t. */
class CellTaylor {
  /** Per unit of Σ g, what the terms from t^K on may add. */
  readonly tail: number;
  readonly #beta: number;
  readonly #half: number;
  /** β h^{j+1} / j!, j ≥ 1, as long as it matters. */
  readonly #powers: Float64Array;
  readonly #term = new Float64Array(TERMS);
  readonly #slope = new Float64Array(TERMS);
  readonly #sum = new Float64Array(TERMS);

  constructor(beta: number, half: number, furthest: number) {
    this.#beta = beta;
    this.#half = half;
    const powers = [beta * half];
    for (let j = 1; j < TERMS; j++) powers.push((powers[j - 1] * half) / j);
    let kept = TERMS;
    while (kept > 2 && powers[kept - 1] * Math.exp(furthest) < 1e-18) kept--;
    this.#powers = Float64Array.from(powers.slice(0, kept));
    const radius = Math.min(Math.sqrt(TERMS / beta), 1);
    const ratio = half / radius;
    const largest = Math.exp(-beta * Math.log1p((-radius * radius) / 2));
    this.tail = (largest * ratio ** TERMS) / (1 - ratio);
  }

  /** f' = f s with s(δ) = β (1 − e^{u + δ}); overwritten by the next call. */
  sum({ x }: Cluster, gain: Float64Array, middle: number, low: number, high: number): Float64Array {
    const sum = this.#sum.fill(0);
    const term = this.#term;
    const slope = this.#slope;
    const powers = this.#powers;
    const kept = powers.length;
    for (let l = low; l < high; l++) {
      const u = middle - x[l];
      const divergence = itakuraSaitoOfLog(u);
      const grown = 1 + u + divergence;
      slope[0] = -this.#beta * (u + divergence) * this.#half;
      for (let j = 1; j < kept; j++) slope[j] = -grown * powers[j];
      let value = gain[l] * Math.exp(-this.#beta * divergence);
      term[0] = value;
      sum[0] += value;
      for (let k = 1; k < TERMS; k++) {
        value = 0;
        const most = k < kept ? k : kept;
        for (let j = 0; j < most; j++) value += slope[j] * term[k - 1 - j];
        value /= k;
        term[k] = value;
        sum[k] += value;
      }
    }
    return sum;
  }
}
