/**
 * Quantiles of Fisher's F distribution, and of χ²/d₁ as its limit for d₂ = ∞.
 *
 * P(F ≤ x) = I_y(d₁/2, d₂/2) with y = d₁ x / (d₁ x + d₂), by the continued fraction DLMF 8.17.22;
 * P(χ² ≤ x) = P(d₁/2, x/2), by its series DLMF 8.11.4.
 */
import { DomainError } from "../errors.js";
import { betaFraction } from "./beta-fraction.js";
import { logGamma } from "./log-gamma.js";

const MOST_TERMS = 1_000_000;

/**
 * The x below which F has the given probability.
 * @param probability in (0, 1)
 * @param first d₁ > 0
 * @param second d₂ > 0, or Infinity
 * @throws DomainError outside these ranges
 */
export function fisherQuantile(probability: number, first: number, second: number): number {
  const valid = first > 0 && first < Number.POSITIVE_INFINITY && second > 0;
  if (!(probability > 0 && probability < 1) || !valid) {
    throw new DomainError(
      `fisherQuantile: got probability ${probability} and ${first}, ${second} degrees of freedom; expected a probability between 0 and 1 and positive degrees of freedom, of which the second may be infinite.`,
    );
  }
  const below = (x: number) => fisherProbability(x, first, second);
  let [low, high] = [0, 1];
  while (below(high) < probability) [low, high] = [high, 2 * high];
  for (let step = 0; step < 200 && high - low > 4 * Number.EPSILON * high; step++) {
    const middle = (low + high) / 2;
    if (below(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(F ≤ x) for x ≥ 0. */
function fisherProbability(x: number, first: number, second: number): number {
  if (x <= 0) return 0;
  if (second === Number.POSITIVE_INFINITY) return lowerGamma(first / 2, (first * x) / 2);
  const whole = first * x + second;
  return regularisedBeta((first * x) / whole, second / whole, first / 2, second / 2);
}

/** I_x(a, b), with y = 1 − x given apart so that neither loses digits. */
function regularisedBeta(x: number, y: number, a: number, b: number): number {
  const front = Math.exp(
    a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  return x < (a + 1) / (a + b + 2)
    ? front / (a * betaFraction(x, a, b))
    : 1 - front / (b * betaFraction(y, b, a));
}

/** P(a, x) = x^a e^−x / Γ(a + 1) · Σ x^k / ((a + 1) … (a + k)). */
function lowerGamma(a: number, x: number): number {
  // Beyond this the upper tail is below 1e-17 of the whole.
  if (x > a + 12 * Math.sqrt(a) + 60) return 1;
  let [term, sum] = [1, 1];
  for (let k = 1; k < MOST_TERMS && term > Number.EPSILON * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a + 1));
}
