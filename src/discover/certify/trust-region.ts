/**
 * The largest value of a quadratic function on a ball: max zᵀHz + 2 g·z + c over |z| ≤ 1, H symmetric
 * and of any sign. Strong duality holds (J. M. Martínez, SIAM J. Optim. 4 (1994); the S-lemma):
 *
 * max = c + min over μ ≥ max(0, λ_max) of μ + Σ γ_i² / (μ − λ_i), λ, γ = H, g in H's eigenvectors.
 *
 * Every admitted μ gives an upper bound, so that what is returned bounds the maximum from above
 * however far the search for μ went; it is convex in μ, and the search goes to rounding.
 */
import { type Matrix, symmetricEigen } from "../../numerics/index.js";

/** Halvings of the bracket of μ. */
const STEPS = 200;

/** @param H n × n, symmetric. @param g n numbers */
export function largestOnBall(H: Matrix, g: Float64Array, c: number): number {
  const { values, vectors } = symmetricEigen(H);
  const gamma = vectors.transpose().apply(g);
  const length = Math.hypot(...g);
  const least = Math.max(0, values[values.length - 1] ?? 0);
  const dual = (mu: number) => {
    let sum = mu;
    gamma.forEach((value, i) => {
      if (value !== 0) sum += (value * value) / (mu - values[i]);
    });
    return sum;
  };
  // Beyond λ_max + |g| the dual function rises.
  let [low, high] = [least, least + length];
  if (high === low) return c + least;
  for (let step = 0; step < STEPS && high - low > Number.EPSILON * high; step++) {
    const middle = (low + high) / 2;
    const slope = gamma.reduce(
      (sum, value, i) => (value === 0 ? sum : sum - (value / (middle - values[i])) ** 2),
      1,
    );
    if (slope > 0) high = middle;
    else low = middle;
  }
  return c + dual(high);
}
