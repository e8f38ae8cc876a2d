/**
 * Student's t distribution with ν degrees of freedom.
 *
 * P(T > t) = ½ I_x(ν/2, ½) with x = ν / (ν + t²), t ≥ 0, where I is the
 * regularised incomplete beta function, by its continued fraction (DLMF
 * 8.17.22). B(a, ½) = √π / ρ(a) with ρ(a) = Γ(a + ½) / Γ(a), from its
 * asymptotic series (DLMF 5.11.13) at a shifted argument.
 */
import { DomainError } from "../errors.js";
import { betaFraction } from "./beta-fraction.js";

/** Γ(x + ½) / (√x Γ(x)) in powers of 1/x; the next term is below ε from SHIFT_TO on. */
const RATIO_SERIES = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304];
const SHIFT_TO = 60;

/**
 * The t below which Student's law has the given probability.
 * @param probability in (0, 1)
 * @param degrees ν > 0, not necessarily whole
 * @throws DomainError outside these ranges
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new DomainError(
      `studentQuantile: probability is ${probability}; expected a number between 0 and 1, both excluded.`,
    );
  }
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY)) {
    throw new DomainError(
      `studentQuantile: degrees is ${degrees}; expected a positive finite number of degrees of freedom.`,
    );
  }
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  const t = upperQuantile(tail, degrees);
  return probability < 0.5 ? -t : t;
}

/** P(T > t) for t ≥ 0. */
export function studentUpperTail(t: number, degrees: number): number {
  if (t === 0) return 0.5;
  const a = degrees / 2;
  const x = degrees / (degrees + t * t);
  const y = (t * t) / (degrees + t * t);
  const power = Math.exp(-a * Math.log1p((t * t) / degrees)) * Math.sqrt(y);
  const beta = Math.sqrt(Math.PI) / gammaRatio(a);
  return x < (a + 1) / (a + 2.5)
    ? (0.5 * power) / (a * beta * betaFraction(x, a, 0.5))
    : 0.5 - power / (beta * betaFraction(y, 0.5, a));
}

/** Bisection on a bracket, with Newton's step where it stays inside. */
function upperQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentUpperTail(high, degrees) > tail) [low, high] = [high, 2 * high];
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const excess = studentUpperTail(t, degrees) - tail;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t, degrees);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 2 * Number.EPSILON * t) return next;
    t = next;
  }
  return t;
}

function density(t: number, degrees: number): number {
  const exponent = (-(degrees + 1) / 2) * Math.log1p((t * t) / degrees);
  return (gammaRatio(degrees / 2) / Math.sqrt(degrees * Math.PI)) * Math.exp(exponent);
}

/** Γ(a + ½) / Γ(a). */
function gammaRatio(a: number): number {
  let factor = 1;
  let x = a;
  for (; x < SHIFT_TO; x++) factor *= x / (x + 0.5);
  const series = RATIO_SERIES.reduceRight((sum, coefficient) => sum / x + coefficient, 0);
  return factor * Math.sqrt(x) * series;
}
