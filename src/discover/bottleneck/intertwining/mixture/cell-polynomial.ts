/**
 * Polynomials p(t) = Σ_k a_k t^k on [−1, 1] with `TERMS` coefficients: their greatest value,
 * enclosed, and where they are largest.
 */

/** Number of Taylor coefficients of a cell. */
export const TERMS = 20;

const DEEPEST = 40;

/** p(t). */
export function valueAt(p: Float64Array, t: number): number {
  let sum = p[TERMS - 1];
  for (let k = TERMS - 2; k >= 0; k--) sum = sum * t + p[k];
  return sum;
}

/** p'(t). */
export function slopeAt(p: Float64Array, t: number): number {
  let sum = (TERMS - 1) * p[TERMS - 1];
  for (let k = TERMS - 2; k >= 1; k--) sum = sum * t + k * p[k];
  return sum;
}

/** No p(t) with |t| ≤ 1 is larger: the greatest value of the first three terms and Σ_{k≥3} |a_k|. */
export function quickBound(p: Float64Array): number {
  const slope = Math.abs(p[1]);
  let bound =
    p[2] < 0 && slope <= -2 * p[2] ? p[0] - (slope * slope) / (4 * p[2]) : p[0] + slope + p[2];
  for (let k = 3; k < TERMS; k++) bound += Math.abs(p[k]);
  return bound;
}

/** What is known of the greatest value: `reached`, at `t`, is one, `bound` at least it. */
export interface Enclosure {
  reached: number;
  t: number;
  bound: number;
}

const pool: Float64Array[] = [];

/**
 * Raises `enclosure` to hold max p: halves the interval until the quick bound exceeds what was
 * reached anywhere (or `least`) by no more than the relative `accuracy`.
 */
export function enclose(
  p: Float64Array,
  enclosure: Enclosure,
  least: number,
  accuracy: number,
  depth = 0,
  centre = 0,
): void {
  if (p[0] > enclosure.reached) {
    enclosure.reached = p[0];
    enclosure.t = centre;
  }
  const bound = quickBound(p);
  if (bound <= Math.max(least, enclosure.reached) * (1 + accuracy) || depth === DEEPEST) {
    if (bound > enclosure.bound) enclosure.bound = bound;
    return;
  }
  for (const side of [-1, 1]) {
    const index = 2 * depth + (side > 0 ? 1 : 0);
    if (pool.length <= index) pool.push(new Float64Array(TERMS), new Float64Array(TERMS));
    const half = pool[index];
    halfOf(p, side, half);
    enclose(half, enclosure, least, accuracy, depth + 1, centre + side * 0.5 ** (depth + 1));
  }
}

/** The coefficients of t ↦ p((t + side) / 2). */
function halfOf(p: Float64Array, side: number, out: Float64Array): void {
  for (let k = 0, scale = 1; k < TERMS; k++, scale /= 2) out[k] = p[k] * scale;
  for (let i = 0; i < TERMS - 1; i++) {
    for (let k = TERMS - 2; k >= i; k--) out[k] += side * out[k + 1];
  }
}

/** Samples of p' in [−1, 1], between which its zeros are looked for. */
const SAMPLES = 9;

/** Calls `found` with each t where p' passes from + to −. */
export function peaksOf(p: Float64Array, found: (t: number) => void): void {
  let left = -1;
  let before = slopeAt(p, left);
  if (before === 0) found(left);
  for (let i = 1; i < SAMPLES; i++) {
    const right = -1 + (2 * i) / (SAMPLES - 1);
    const after = slopeAt(p, right);
    if (before > 0 && after <= 0) {
      let a = left;
      let b = right;
      for (let round = 0; round < 30; round++) {
        const middle = (a + b) / 2;
        if (slopeAt(p, middle) > 0) a = middle;
        else b = middle;
      }
      found((a + b) / 2);
    }
    left = right;
    before = after;
  }
}
