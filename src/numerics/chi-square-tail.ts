/**
 * How often χ² with k degrees of freedom is at least x: Q(k/2, x/2), by the series DLMF 8.11.4 of
 * its complement or, where that is not small, by the continued fraction DLMF 8.9.2, so that
 * small tails keep their digits.
 */
import { DomainError } from "../errors.js";
import { logGamma } from "./log-gamma.js";

const MOST_TERMS = 1_000_000;

/**
 * P(χ²_k ≥ value); for k = 0, which is always 0, 1 at value ≤ 0 and 0 beyond.
 * @throws DomainError for NaN, or degrees of freedom that are not finite or negative
 */
export function chiSquareTail(value: number, freedom: number): number {
  if (Number.isNaN(value) || !(freedom >= 0 && freedom < Number.POSITIVE_INFINITY)) {
    throw new DomainError(
      `chiSquareTail: got the value ${value} and ${freedom} degrees of freedom; expected a number and degrees from 0 on.`,
    );
  }
  if (value <= 0) return 1;
  if (freedom === 0 || value === Number.POSITIVE_INFINITY) return 0;
  const a = freedom / 2;
  const x = value / 2;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  return x < a + 1 ? 1 - front * series(a, x) : front * a * fraction(a, x);
}

/** Σ x^k / ((a + 1) … (a + k)). */
function series(a: number, x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; k < MOST_TERMS && term > Number.EPSILON * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), by Lentz's method. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MOST_TERMS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return value;
}
