/**
 * Arithmetic modulo a prime p below 2^26, in Float64: a product of two residues stays
 * below 2^52, so that x + a · b is exact and ⌊x / p⌋ is found to within one by a
 * multiplication with 1 / p.
 *
 * | symbol | name here | value                            |
 * | p      | prime     | prime, below 2^26                |
 * | a      | residue   | whole number from 0 to p − 1     |
 */
import { DomainError } from "../../../errors.js";

/** Primes lie below this, so that p² + p < 2^53. */
export const PRIME_BOUND = 2 ** 26;

export class PrimeField {
  readonly prime: number;
  readonly #reciprocal: number;

  constructor(prime: number) {
    this.prime = prime;
    this.#reciprocal = 1 / prime;
  }

  /** x modulo p, for whole 0 ≤ x < 2^53. */
  reduce(x: number): number {
    const rest = x - Math.floor(x * this.#reciprocal) * this.prime;
    return rest < 0 ? rest + this.prime : rest >= this.prime ? rest - this.prime : rest;
  }

  /** The residue of a whole number, |x| ≤ 2^53. */
  residue(x: number): number {
    const rest = x % this.prime;
    return rest < 0 ? rest + this.prime : rest;
  }

  multiply(a: number, b: number): number {
    return this.reduce(a * b);
  }

  negate(a: number): number {
    return a === 0 ? 0 : this.prime - a;
  }

  /** a⁻¹ by Euclid's algorithm. @throws DomainError for 0 */
  inverse(a: number): number {
    if (a === 1 || a === this.prime - 1) return a;
    let [previous, current] = [this.prime, a];
    let [before, factor] = [0, 1];
    while (current > 0) {
      const quotient = Math.floor(previous / current);
      [previous, current] = [current, previous - quotient * current];
      [before, factor] = [factor, before - quotient * factor];
    }
    if (previous !== 1) {
      throw new DomainError(
        `PrimeField.inverse: ${a} has no inverse modulo ${this.prime}; expected a residue that is not 0.`,
      );
    }
    return before < 0 ? before + this.prime : before;
  }

  /** target[j] += factor · source[j] for from ≤ j < length. */
  addMultiple(target: Float64Array, source: Float64Array, factor: number, from: number): void {
    const p = this.prime;
    const reciprocal = this.#reciprocal;
    for (let j = from; j < target.length; j++) {
      const x = target[j] + factor * source[j];
      const rest = x - Math.floor(x * reciprocal) * p;
      target[j] = rest < 0 ? rest + p : rest >= p ? rest - p : rest;
    }
  }
}

/** The primes below PRIME_BOUND, from the largest down. */
export function* wordPrimes(): Generator<number> {
  for (let candidate = PRIME_BOUND - 1; candidate > 2; candidate -= 2) {
    if (isPrime(candidate)) yield candidate;
  }
}

function isPrime(odd: number): boolean {
  for (let factor = 3; factor * factor <= odd; factor += 2) {
    if (odd % factor === 0) return false;
  }
  return true;
}
