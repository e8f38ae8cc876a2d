/**
 * Fractions from residues, and residues modulo a product of primes.
 *
 * | symbol | name here | meaning                                            |
 * | M      | modulus   | product of the primes so far                       |
 * | n / d  | Fraction  | |n|, d ≤ √((M − 1) / 2): at most one fits a residue |
 */

export interface Fraction {
  readonly numerator: bigint;
  /** Positive, without a common divisor with the numerator. */
  readonly denominator: bigint;
}

/** The fraction n / d ≡ residue modulo M with |n|, d ≤ bound, 2 · bound² < M; undefined when there is none. */
export function reconstructFraction(
  residue: bigint,
  modulus: bigint,
  bound: bigint,
): Fraction | undefined {
  let [previous, current] = [modulus, residue];
  let [before, factor] = [0n, 1n];
  while (current > bound) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, factor] = [factor, before - quotient * factor];
  }
  const denominator = factor < 0n ? -factor : factor;
  if (denominator === 0n || denominator > bound) return undefined;
  if (greatestCommonDivisor(current, denominator) !== 1n) return undefined;
  return { numerator: factor < 0n ? -current : current, denominator };
}

/** The residue modulo M · p that is `a` modulo M and `b` modulo p. */
export function joinResidues(
  a: bigint,
  modulus: bigint,
  b: number,
  prime: number,
  inverseOfModulus: number,
): bigint {
  const p = BigInt(prime);
  const difference = (((BigInt(b) - a) % p) + p) % p;
  return a + modulus * ((difference * BigInt(inverseOfModulus)) % p);
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** ⌊√x⌋ by Newton's iteration. */
export function integerSquareRoot(x: bigint): bigint {
  if (x < 2n) return x;
  let root = 1n << BigInt((x.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
