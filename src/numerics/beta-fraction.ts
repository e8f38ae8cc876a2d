/** The continued fraction of the incomplete beta function, DLMF 8.17.22. */

/** What has not converged by then is as near as rounding lets it. */
const MOST_TERMS = 1_000_000;

/** The continued fraction 1 + d₁/(1 + d₂/(1 + …)) of I_x(a, b), by Lentz's method. */
export function betaFraction(x: number, a: number, b: number): number {
  let [c, d, value] = [1, 0, 1];
  for (let m = 1; m < MOST_TERMS; m++) {
    const k = m >> 1;
    const coefficient =
      m % 2 === 0
        ? (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
        : (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    d = 1 / (1 + coefficient * d);
    c = 1 + coefficient / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return value;
}
