/**
 * How well a symbol of log-ratio θ serves a letter of log-ratio x: exp(−β d(r, ρ)) with the
 * Itakura–Saito divergence d(r, ρ) = ρ/r − 1 − log(ρ/r), a function of u = θ − x alone.
 *
 * | symbol | name here         | meaning                                             |
 * | u      | u                 | θ − x = log(ρ / r)                                  |
 * | φ(u)   | itakuraSaitoOfLog | e^u − 1 − u                                         |
 * |        | bump              | e^{−β φ(u)}: log-concave, 1 at u = 0                 |
 * |        | width             | min(β^{−1/2}, 1), the bump's standard deviation or 1 |
 */

/** φ(u) = e^u − 1 − u to a few units of the last digit, also for u near 0. */
export function itakuraSaitoOfLog(u: number): number {
  if (u < 0.01 && u > -0.01) {
    return (
      u * u * (1 / 2 + u * (1 / 6 + u * (1 / 24 + u * (1 / 120 + u * (1 / 720 + u * (1 / 5040))))))
    );
  }
  if (u < 0.25 && u > -0.25) {
    let series = 1;
    for (let k = 14; k > 2; k--) series = 1 + (series * u) / k;
    return 0.5 * u * u * series;
  }
  return Math.expm1(u) - u;
}

/** The length on which bumps, and what is made of them, change. */
export function bumpWidth(beta: number): number {
  return Math.min(1 / Math.sqrt(beta), 1);
}

export interface Reach {
  /** For u < −below and u > above the bump is less than e^{−depth}. */
  readonly below: number;
  readonly above: number;
}

/**
 * Upper bounds of the distances at which β φ(u) = depth, from φ(a) ≥ a²/2 and
 * φ(−a) ≥ a²/(2 + a) for a ≥ 0.
 */
export function reachOfBump(beta: number, depth: number): Reach {
  const level = depth / beta;
  const root = Math.sqrt(2 * level);
  return {
    below: (level + Math.sqrt(level * level + 8 * level)) / 2,
    above: Math.min(root, Math.log1p(level + root)),
  };
}
