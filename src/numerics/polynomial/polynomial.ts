/**
 * Polynomials and polynomial vector fields as lists of terms.
 *
 * | symbol    | name here                   | shape                                |
 * | c x^e     | PolynomialTerm              | e has m entries                      |
 * | v         | PolynomialField             | m polynomials in m variables         |
 * | A x + b   | affinePolynomialField(A, b) | A is m × m, b has m entries          |
 * | ∂_i p     | partialDerivative(p, i)     |                                      |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";

export interface PolynomialTerm {
  readonly coefficient: number;
  /** One whole number ≥ 0 for each variable. */
  readonly exponent: Uint8Array;
}

/** A sum of terms; the empty list is 0. */
export type Polynomial = readonly PolynomialTerm[];

/** v with components v_1 … v_m, each a polynomial in x_1 … x_m. */
export interface PolynomialField {
  readonly variables: number;
  readonly components: readonly Polynomial[];
}

/** x^e with one entry e_i = 1. */
export function unitExponent(variables: number, index: number): Uint8Array {
  const exponent = new Uint8Array(variables);
  exponent[index] = 1;
  return exponent;
}

/**
 * x ↦ A x + b. @throws ShapeError unless A is square and b as long, DomainError for NaN or Infinity
 */
export function affinePolynomialField(A: Matrix, b: ArrayLike<number>): PolynomialField {
  const m = A.rows;
  if (A.columns !== m || b.length !== m) {
    throw new ShapeError(
      `affinePolynomialField: got A ${A.rows} × ${A.columns} and b of length ${b.length}; expected a square A and b as long as A has rows.`,
    );
  }
  const components = Array.from({ length: m }, (_, i): Polynomial => {
    const terms: PolynomialTerm[] = [];
    for (let j = 0; j < m; j++) {
      if (A.at(i, j) !== 0) terms.push({ coefficient: A.at(i, j), exponent: unitExponent(m, j) });
    }
    if (b[i] !== 0) terms.push({ coefficient: b[i], exponent: new Uint8Array(m) });
    return terms;
  });
  return checkedPolynomialField("affinePolynomialField", { variables: m, components });
}

/** Refuses fields with components or exponents of the wrong number, and coefficients that are not finite. */
export function checkedPolynomialField(caller: string, field: PolynomialField): PolynomialField {
  const m = field.variables;
  if (field.components.length !== m) {
    throw new ShapeError(
      `${caller}: got ${field.components.length} components for ${m} variables; expected one for each.`,
    );
  }
  field.components.forEach((component, i) => {
    component.forEach(({ coefficient, exponent }, k) => {
      if (exponent.length !== m) {
        throw new ShapeError(
          `${caller}: term ${k} of component ${i} has an exponent of length ${exponent.length}; expected ${m}.`,
        );
      }
      if (!Number.isFinite(coefficient)) {
        throw new DomainError(
          `${caller}: term ${k} of component ${i} has the coefficient ${coefficient}; expected a finite number.`,
        );
      }
    });
  });
  return field;
}

/** p(x). */
export function polynomialValue(polynomial: Polynomial, x: ArrayLike<number>): number {
  let sum = 0;
  for (const { coefficient, exponent } of polynomial) {
    let product = coefficient;
    for (let i = 0; i < exponent.length; i++) {
      for (let count = exponent[i]; count > 0; count--) product *= x[i];
    }
    sum += product;
  }
  return sum;
}

/** ∂p/∂x_index. */
export function partialDerivative(polynomial: Polynomial, index: number): Polynomial {
  return polynomial
    .filter(({ exponent }) => exponent[index] > 0)
    .map(({ coefficient, exponent }) => {
      const lowered = exponent.slice();
      lowered[index]--;
      return { coefficient: coefficient * exponent[index], exponent: lowered };
    });
}

/** Σ_i ∂v_i/∂x_i, terms not collected. */
export function divergence(field: PolynomialField): Polynomial {
  return field.components.flatMap((component, i) => [...partialDerivative(component, i)]);
}

/** The m × m matrix ∂v_i/∂x_j at x. */
export function fieldJacobian(field: PolynomialField, x: ArrayLike<number>): Matrix {
  const m = field.variables;
  const out = new Matrix(m, m);
  field.components.forEach((component, i) => {
    for (let j = 0; j < m; j++) {
      out.data[i * m + j] = polynomialValue(partialDerivative(component, j), x);
    }
  });
  return out;
}

/** The terms of ∇x^e · v = Σ_i e_i x^{e − i} v_i, not collected. @throws DomainError beyond degree 255 */
export function directionalTerms(exponent: Uint8Array, field: PolynomialField): PolynomialTerm[] {
  const terms: PolynomialTerm[] = [];
  exponent.forEach((power, i) => {
    if (power === 0) return;
    for (const term of field.components[i]) {
      const product = exponentSum(exponent, term.exponent);
      product[i]--;
      terms.push({ coefficient: power * term.coefficient, exponent: product });
    }
  });
  return terms;
}

/** The exponent of x^a x^b. @throws DomainError beyond 255 */
export function exponentSum(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((value, i) => {
    if (value + b[i] > 255) {
      throw new DomainError(
        `exponentSum: x${i + 1} would stand with the power ${value + b[i]}; expected at most 255.`,
      );
    }
    return value + b[i];
  });
}
