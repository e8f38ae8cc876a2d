/**
 * Any finite list of monomials x^e, as the coordinates of a space of polynomials.
 *
 * | symbol  | name here        | shape                                            |
 * | m       | variables        |                                                  |
 * | N       | size             |                                                  |
 * | e       | exponents[k]     | m whole numbers                                  |
 * | φ(x)    | values(points)   | points × N                                       |
 * | ∂_i φ_k | gradients        | points · N · m, entry (s, k, i) at (s·N + k)·m + i |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import { monomialName } from "./monomials.js";

/** What a `MonomialBasis` and a `MonomialList` have in common. */
export interface MonomialSet {
  readonly variables: number;
  readonly size: number;
  readonly exponents: readonly Uint8Array[];
  /** Where x^exponent stands; −1 when it is not among these monomials. */
  indexOf(exponent: ArrayLike<number>): number;
  /** "1", "x₁", "x₁²x₃" … */
  name(index: number): string;
  /** φ at each row, points × N. @throws ShapeError for points of another dimension */
  values(points: Matrix): Matrix;
}

/** Monomials in the order in which they are given. */
export class MonomialList implements MonomialSet {
  readonly variables: number;
  readonly exponents: readonly Uint8Array[];
  readonly #places = new Map<string, number>();

  /**
   * @param exponents m whole numbers from 0 to 255 each; may be empty
   * @throws ShapeError for an exponent of another length, DomainError for one that is
   *   negative, no whole number, beyond 255 or listed twice
   */
  constructor(variables: number, exponents: readonly ArrayLike<number>[]) {
    if (!Number.isInteger(variables) || variables < 1) {
      throw new DomainError(`MonomialList: got ${variables} variables; expected at least one.`);
    }
    this.variables = variables;
    this.exponents = exponents.map((exponent, k) => checkedExponent(exponent, k, variables));
    this.exponents.forEach((exponent, k) => {
      const key = exponent.join();
      if (this.#places.has(key)) {
        throw new DomainError(
          `MonomialList: exponents[${k}] (${key}) stands at ${this.#places.get(key)} already; give every monomial once.`,
        );
      }
      this.#places.set(key, k);
    });
  }

  get size(): number {
    return this.exponents.length;
  }

  indexOf(exponent: ArrayLike<number>): number {
    return this.#places.get(Array.prototype.join.call(exponent)) ?? -1;
  }

  name(index: number): string {
    return monomialName(this.exponents[index]);
  }

  values(points: Matrix): Matrix {
    requireDimension("MonomialList.values", points, this.variables);
    const out = new Matrix(points.rows, this.size);
    for (let s = 0; s < points.rows; s++) {
      const x = points.row(s);
      for (let k = 0; k < this.size; k++) {
        let product = 1;
        const exponent = this.exponents[k];
        for (let i = 0; i < exponent.length; i++) {
          for (let count = exponent[i]; count > 0; count--) product *= x[i];
        }
        out.data[s * this.size + k] = product;
      }
    }
    return out;
  }

  toString(): string {
    return `${this.size} monomials in ${this.variables} variables`;
  }
}

/**
 * ∂φ_k/∂x_i at each row of `points`: points · N · m numbers, entry (s, k, i) at
 * (s · N + k) · m + i. @throws ShapeError for points of another dimension
 */
export function monomialGradients(monomials: MonomialSet, points: Matrix): Float64Array {
  const { variables: m, size, exponents } = monomials;
  requireDimension("monomialGradients", points, m);
  const out = new Float64Array(points.rows * size * m);
  for (let s = 0; s < points.rows; s++) {
    const x = points.row(s);
    for (let k = 0; k < size; k++) {
      const exponent = exponents[k];
      for (let i = 0; i < m; i++) {
        if (exponent[i] === 0) continue;
        let product = exponent[i];
        for (let j = 0; j < m; j++) {
          for (let c = j === i ? 1 : 0; c < exponent[j]; c++) product *= x[j];
        }
        out[(s * size + k) * m + i] = product;
      }
    }
  }
  return out;
}

function checkedExponent(exponent: ArrayLike<number>, k: number, variables: number): Uint8Array {
  if (exponent.length !== variables) {
    throw new ShapeError(
      `MonomialList: exponents[${k}] has ${exponent.length} entries; expected ${variables}.`,
    );
  }
  const entries = Array.from(exponent);
  const bad = entries.findIndex((e) => !Number.isInteger(e) || e < 0 || e > 255);
  if (bad >= 0) {
    throw new DomainError(
      `MonomialList: exponents[${k}][${bad}] is ${entries[bad]}; expected a whole number from 0 to 255.`,
    );
  }
  return Uint8Array.from(entries);
}

function requireDimension(caller: string, points: Matrix, variables: number): void {
  if (points.columns !== variables) {
    throw new ShapeError(
      `${caller}: got points with ${points.columns} coordinates; expected ${variables}.`,
    );
  }
}
