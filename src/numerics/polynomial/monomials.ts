/**
 * All monomials x^e = ∏ x_i^{e_i} with lowest ≤ |e| ≤ degree in m variables, as the
 * coordinates of a space of polynomials.
 *
 * | symbol | name here       | shape                                              |
 * | m      | variables       |                                                    |
 * | N      | size            | C(m + degree, degree) when lowest is 0             |
 * | e      | exponents[k]    | m whole numbers, ordered by degree, then x₁ first  |
 * | φ(x)   | values(points)  | points × N                                         |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";

/** More monomials than this would not fit into any later computation. */
export const LARGEST_MONOMIAL_BASIS = 1_000_000;

export class MonomialBasis {
  readonly variables: number;
  readonly lowest: number;
  readonly degree: number;
  readonly exponents: readonly Uint8Array[];
  readonly #places = new Map<string, number>();
  /** Place of x^e / x_i for the first i with e_i > 0, or −1; and that i. */
  readonly #parents: Int32Array;
  readonly #steps: Int32Array;

  /**
   * @param lowest the least degree; default 0, with the constant
   * @throws DomainError unless 1 ≤ variables, 0 ≤ lowest ≤ degree ≤ 255 are whole, and for
   *   more than 10⁶ monomials
   */
  constructor(variables: number, degree: number, lowest = 0) {
    const whole =
      Number.isInteger(variables) && Number.isInteger(degree) && Number.isInteger(lowest);
    if (!whole || variables < 1 || lowest < 0 || degree < lowest || degree > 255) {
      throw new DomainError(
        `MonomialBasis: got ${variables} variables, degrees ${lowest} to ${degree}; expected whole numbers, at least one variable and 0 ≤ lowest ≤ degree ≤ 255.`,
      );
    }
    const count = binomial(variables + degree, degree);
    if (count > LARGEST_MONOMIAL_BASIS) {
      throw new DomainError(
        `MonomialBasis: ${variables} variables up to degree ${degree} make ${count} monomials; expected at most ${LARGEST_MONOMIAL_BASIS}. Lower the degree.`,
      );
    }
    this.variables = variables;
    this.lowest = lowest;
    this.degree = degree;
    const exponents: Uint8Array[] = [];
    for (let d = lowest; d <= degree; d++) {
      for (const exponent of ofDegree(variables, d)) exponents.push(exponent);
    }
    this.exponents = exponents;
    exponents.forEach((exponent, k) => {
      this.#places.set(exponent.join(), k);
    });
    this.#steps = Int32Array.from(exponents, (exponent) => exponent.findIndex((e) => e > 0));
    this.#parents = Int32Array.from(exponents, (exponent, k) =>
      this.#steps[k] < 0 ? -1 : this.indexOf(shifted(exponent, this.#steps[k], -1)),
    );
  }

  get size(): number {
    return this.exponents.length;
  }

  /** Where x^exponent stands; −1 when it is not among these monomials. */
  indexOf(exponent: ArrayLike<number>): number {
    return this.#places.get(Array.prototype.join.call(exponent)) ?? -1;
  }

  /** "1", "x₁", "x₁²x₃" … */
  name(index: number): string {
    return monomialName(this.exponents[index]);
  }

  /** φ at each row of `points`, points × N. @throws ShapeError for points of another dimension */
  values(points: Matrix): Matrix {
    if (points.columns !== this.variables) {
      throw new ShapeError(
        `MonomialBasis.values: got points with ${points.columns} coordinates; expected ${this.variables}.`,
      );
    }
    const out = new Matrix(points.rows, this.size);
    for (let s = 0; s < points.rows; s++) {
      const x = points.row(s);
      const row = out.row(s);
      for (let k = 0; k < row.length; k++) {
        const parent = this.#parents[k];
        row[k] = parent >= 0 ? row[parent] * x[this.#steps[k]] : powers(x, this.exponents[k]);
      }
    }
    return out;
  }

  toString(): string {
    return `monomials of degree ${this.lowest} to ${this.degree} in ${this.variables} variables`;
  }
}

/** "1", "x₁", "x₁²x₃" … for an exponent. */
export function monomialName(exponent: Uint8Array): string {
  const factors = Array.from(exponent, (e, i) =>
    e === 0 ? "" : `x${subscript(i + 1)}${e === 1 ? "" : superscript(e)}`,
  );
  return factors.join("") || "1";
}

/** A copy of `exponent` with `change` added to one entry. */
export function shifted(exponent: Uint8Array, variable: number, change: number): Uint8Array {
  const out = exponent.slice();
  out[variable] += change;
  return out;
}

/** C(n, k), 0 for k > n and k < 0; exact below 2⁵³. @throws DomainError unless n ≥ 0 and k are whole */
export function binomial(n: number, k: number): number {
  if (!Number.isInteger(n) || !Number.isInteger(k) || n < 0) {
    throw new DomainError(`binomial: got n = ${n}, k = ${k}; expected whole numbers, n ≥ 0.`);
  }
  if (k < 0 || k > n) return 0;
  let value = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) value = (value * (n - i + 1)) / i;
  return Math.round(value);
}

/** All exponents of one degree, x₁'s powers descending. */
function* ofDegree(variables: number, degree: number): Generator<Uint8Array> {
  if (variables === 1) {
    yield Uint8Array.of(degree);
    return;
  }
  for (let first = degree; first >= 0; first--) {
    for (const rest of ofDegree(variables - 1, degree - first)) {
      yield Uint8Array.of(first, ...rest);
    }
  }
}

function powers(x: Float64Array, exponent: Uint8Array): number {
  return exponent.reduce((product, e, i) => product * x[i] ** e, 1);
}

function subscript(value: number): string {
  return [...String(value)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

function superscript(value: number): string {
  return [...String(value)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
}
