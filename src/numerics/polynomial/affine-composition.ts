/**
 * Polynomials behind an affine map, exactly: φ_c(A x + b) = Σ_r K_rc φ_r(x).
 */
import { ShapeError } from "../../errors.js";
import type { Matrix } from "../matrix.js";
import { exponentSum, type Polynomial, unitExponent } from "./polynomial.js";

/**
 * Expands monomials behind x ↦ A x + b, and remembers what it has expanded.
 * @returns exponent ↦ the polynomial (A x + b)^exponent, like terms collected
 * @throws ShapeError unless A is square and b as long
 */
export function affineComposition(
  A: Matrix,
  b: ArrayLike<number>,
): (exponent: Uint8Array) => Polynomial {
  const m = A.rows;
  if (A.columns !== m || b.length !== m) {
    throw new ShapeError(
      `affineComposition: got A ${A.rows} × ${A.columns} and b of length ${b.length}; expected a square A and b as long as A has rows.`,
    );
  }
  const factors = Array.from({ length: m }, (_, i): Polynomial => {
    const terms = [...A.row(i)].map((coefficient, j) => ({
      coefficient,
      exponent: unitExponent(m, j),
    }));
    terms.push({ coefficient: b[i], exponent: new Uint8Array(m) });
    return terms.filter(({ coefficient }) => coefficient !== 0);
  });
  const known = new Map<string, Polynomial>();
  const expand = (exponent: Uint8Array): Polynomial => {
    const key = exponent.join();
    let value = known.get(key);
    if (value === undefined) {
      const first = exponent.findIndex((e) => e > 0);
      if (first < 0) {
        value = [{ coefficient: 1, exponent: exponent.slice() }];
      } else {
        const rest = exponent.slice();
        rest[first]--;
        value = product(expand(rest), factors[first]);
      }
      known.set(key, value);
    }
    return value;
  };
  return expand;
}

/** p q with like terms collected, and those that cancel left out. */
export function product(p: Polynomial, q: Polynomial): Polynomial {
  return collected(
    p.flatMap((left) =>
      q.map((right) => ({
        coefficient: left.coefficient * right.coefficient,
        exponent: exponentSum(left.exponent, right.exponent),
      })),
    ),
  );
}

/** Like terms added; those that cancel exactly are left out. */
export function collected(terms: Polynomial): Polynomial {
  const sums = new Map<string, { coefficient: number; readonly exponent: Uint8Array }>();
  for (const { coefficient, exponent } of terms) {
    const key = exponent.join();
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { coefficient, exponent });
    else sum.coefficient += coefficient;
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0);
}
