/**
 * Probability measures with known moments of monomials, and a square root of the Gram matrix.
 *
 * | symbol | name here        | shape                                                       |
 * | E x^e  | moment(exponent) |                                                             |
 * | G      |                  | N × N, E φ_j φ_k                                            |
 * | R      | gramRoot(φ)      | rows × N, RᵀR = G, so that ‖R c‖² = E (Σ c_k φ_k)²          |
 * | p_l    |                  | orthonormal polynomials: φ_k = Σ_l R_lk p_l                 |
 *
 * R is not taken from G, whose condition number leaves Float64 near degree 12. Its columns are
 * the coordinates of the monomials in orthonormal polynomials, which recurrences give to
 * rounding at any degree.
 */
import { ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import type { MonomialSet } from "./monomial-set.js";

export interface PolynomialMeasure {
  /** Such as "uniform on the box [−1, 1]^3". */
  readonly name: string;
  /** m */
  readonly dimension: number;
  /** E x^exponent. @throws ShapeError for an exponent of another length */
  moment(exponent: ArrayLike<number>): number;
  /** R with RᵀR = G; at least N rows. @throws ShapeError for monomials in another number of variables */
  gramRoot(monomials: MonomialSet): Matrix;
}

/** One coordinate of a monomial in orthonormal polynomials, which are told apart by m orders. */
export interface OrthonormalCoordinate {
  readonly order: readonly number[];
  readonly value: number;
}

/** A measure by its moments and by how it expands monomials. */
export function expandedMeasure(
  name: string,
  dimension: number,
  moment: (exponent: ArrayLike<number>) => number,
  expand: (exponent: Uint8Array) => readonly OrthonormalCoordinate[],
): PolynomialMeasure {
  return {
    name,
    dimension,
    moment: (exponent) => {
      requireVariables(name, exponent.length, dimension);
      return moment(exponent);
    },
    gramRoot: (monomials) => {
      requireVariables(name, monomials.variables, dimension);
      const columns = monomials.exponents.map(expand);
      const places = new Map(monomials.exponents.map((exponent, k) => [exponent.join(), k]));
      for (const { order } of columns.flat()) {
        const key = order.join();
        if (!places.has(key)) places.set(key, places.size);
      }
      const out = new Matrix(places.size, monomials.size);
      columns.forEach((column, k) => {
        for (const { order, value } of column) {
          out.data[places.get(order.join())! * monomials.size + k] += value;
        }
      });
      return out;
    },
  };
}

/** @throws ShapeError when a measure meets monomials in another number of variables */
export function requireVariables(name: string, got: number, expected: number): void {
  if (got !== expected) {
    throw new ShapeError(
      `PolynomialMeasure: got ${got} variables for the measure "${name}" on ℝ^${expected}; they must agree.`,
    );
  }
}
