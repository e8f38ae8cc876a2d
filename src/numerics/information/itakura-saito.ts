/**
 * The Itakura–Saito divergence of two positive numbers, the Bregman divergence of −log (F. Itakura
 * and S. Saito 1968).
 *
 * | symbol    | name here | value                       |
 * | d(r, ρ)   |           | ρ/r − 1 − log(ρ/r) ≥ 0      |
 *
 * Law: d(r, ρ) = 0 just when r = ρ, and d(c r, c ρ) = d(r, ρ).
 */
import { DomainError } from "../../errors.js";

/** |s| up to which the series in s = (ρ − r)/(ρ + r) is the more exact form. */
const NEAR = 0.1;

/**
 * d(r, ρ), to rounding also where r and ρ nearly agree.
 * d(0, 0) = 0; Infinity where just one of them is 0.
 * @throws DomainError for a negative number, NaN or Infinity
 */
export function itakuraSaito(r: number, rho: number): number {
  if (!(r >= 0 && rho >= 0 && r < Infinity && rho < Infinity)) {
    throw new DomainError(
      `itakuraSaito: got r = ${r} and ρ = ${rho}; expected finite numbers from 0 on.`,
    );
  }
  if (r === rho) return 0;
  if (r === 0 || rho === 0) return Infinity;
  return excessOverLogarithm(r, rho);
}

/** ρ/r − 1 − log(ρ/r) for positive numbers. */
export function excessOverLogarithm(r: number, rho: number): number {
  const s = (rho - r) / (rho + r);
  if (Math.abs(s) > NEAR || Number.isNaN(s)) {
    const ratio = rho / r;
    // Beyond the range of numbers the logarithms are still within it.
    const isOrdinary = ratio > 0 && ratio < Infinity;
    return ratio - 1 - (isOrdinary ? Math.log(ratio) : Math.log(rho) - Math.log(r));
  }
  // ρ/r − 1 = 2s/(1 − s) and log(ρ/r) = 2(s + s³/3 + s⁵/5 + …).
  const square = s * s;
  let series = 0;
  for (let k = 17; k >= 3; k -= 2) series = series * square + 1 / k;
  return 2 * square * (1 / (1 - s) - s * series);
}
