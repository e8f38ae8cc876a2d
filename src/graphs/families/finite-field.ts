/**
 * The field of q = p^k elements, small enough for tables. Element x = Σ c_i p^i stands for the
 * polynomial Σ c_i t^i over GF(p), modulo the first irreducible one of degree k.
 */
import { DomainError } from "../../errors.js";

export interface FiniteField {
  /** q */
  readonly order: number;
  add(a: number, b: number): number;
  subtract(a: number, b: number): number;
  multiply(a: number, b: number): number;
}

export const LARGEST_FIELD = 1024;

/** @throws DomainError unless q is a power of a prime, at most 1024 */
export function finiteField(q: number): FiniteField {
  const p = smallestFactor(q);
  let degree = 0;
  for (let rest = q; rest > 1 && rest % p === 0; rest /= p) degree++;
  if (!Number.isInteger(q) || q < 2 || q > LARGEST_FIELD || p ** degree !== q) {
    throw new DomainError(
      `finiteField: got ${q}; expected a power of a prime, 2 … ${LARGEST_FIELD}.`,
    );
  }
  const digits = (x: number): number[] =>
    Array.from({ length: degree }, (_, i) => Math.floor(x / p ** i) % p);
  const number = (c: readonly number[]): number => c.reduce((sum, d, i) => sum + d * p ** i, 0);
  const combine = (a: number, b: number, factor: number): number => {
    const other = digits(b);
    return number(digits(a).map((d, i) => (d + factor * other[i]) % p));
  };
  const modulus = irreducible(p, degree);
  const multiply = (a: number, b: number): number => {
    const [x, y] = [digits(a), digits(b)];
    const product = new Array<number>(2 * degree).fill(0);
    x.forEach((c, i) => {
      y.forEach((e, j) => {
        product[i + j] = (product[i + j] + c * e) % p;
      });
    });
    for (let top = product.length - 1; top >= degree; top--) {
      const factor = product[top];
      for (let i = 0; i <= degree; i++) {
        const place = top - degree + i;
        product[place] = (product[place] + (p - factor) * modulus[i]) % p;
      }
    }
    return number(product.slice(0, degree));
  };
  return {
    order: q,
    add: (a, b) => combine(a, b, 1),
    subtract: (a, b) => combine(a, b, p - 1),
    multiply,
  };
}

/** Coefficients of the first monic polynomial of that degree without a divisor of lower degree. */
function irreducible(p: number, degree: number): number[] {
  const monic = (size: number): number[][] =>
    Array.from({ length: p ** size }, (_, x) =>
      Array.from({ length: size + 1 }, (_, i) => (i === size ? 1 : Math.floor(x / p ** i) % p)),
    );
  const candidates = monic(degree);
  const found = candidates.find((candidate) => {
    for (let size = 1; 2 * size <= degree; size++) {
      if (monic(size).some((divisor) => divides(divisor, candidate, p))) return false;
    }
    return true;
  });
  return found as number[];
}

function divides(divisor: readonly number[], polynomial: readonly number[], p: number): boolean {
  const rest = polynomial.slice();
  const size = divisor.length - 1;
  for (let top = rest.length - 1; top >= size; top--) {
    const factor = rest[top];
    for (let i = 0; i <= size; i++) {
      rest[top - size + i] = (rest[top - size + i] + (p - factor) * divisor[i]) % p;
    }
  }
  return rest.every((c) => c === 0);
}

function smallestFactor(q: number): number {
  for (let d = 2; d * d <= q; d++) if (q % d === 0) return d;
  return q;
}
