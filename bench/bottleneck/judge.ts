/** What a code of the intertwining bottleneck is worth, whoever found it. */

/** Symbols and the levels' laws: P_l, Q_l; w_t, ρ_t. */
export interface Code {
  weights: ArrayLike<number>;
  ratios: ArrayLike<number>;
}

/**
 * F = −Σ_l P_l log Σ_t w_t e^{−β d(r_l, ρ_t)}, the least Lagrangian I − β D(κp‖κq) of encoders into
 * these symbols, plus β D(p‖q), which is the same for all codes. Near 1 it is known to 1e-11, where
 * the Lagrangian itself, of the size β, would lose up to nine digits.
 */
export function freeEnergy(
  { P, Q }: { P: ArrayLike<number>; Q: ArrayLike<number> },
  beta: number,
  { weights, ratios }: Code,
): number {
  const logWeights = Array.from(weights, Math.log);
  const logRatios = Array.from(ratios, Math.log);
  let energy = 0;
  for (let l = 0; l < P.length; l++) {
    const x = Math.log(P[l] / Q[l]);
    const exponents = logRatios.map((log, t) => {
      const u = log - x;
      return logWeights[t] - beta * (Math.expm1(u) - u);
    });
    const most = exponents.reduce((a, b) => Math.max(a, b));
    const sum = exponents.reduce((total, value) => total + Math.exp(value - most), 0);
    energy -= P[l] * (most + Math.log(sum));
  }
  return energy;
}
