/**
 * Probability measures with known moments of monomials.
 *
 * | symbol | name here        | shape                                                       |
 * | E x^e  | moment(exponent) |                                                             |
 * | G      |                  | N × N, E φ_j φ_k                                            |
 * | R      | gramRoot(φ)      | rows × N, RᵀR = G, so that ‖R c‖² = E (Σ c_k φ_k)²          |
 */
import type { Matrix } from "../matrix.js";
import type { MonomialSet } from "./monomial-set.js";

export interface PolynomialMeasure {
  /** Such as "uniform on [−1, 1]³". */
  readonly name: string;
  /** m */
  readonly dimension: number;
  /** E x^exponent. @throws ShapeError for an exponent of another length */
  moment(exponent: ArrayLike<number>): number;
  /** A square root of the Gram matrix. @throws ShapeError for monomials in another number of variables */
  gramRoot(monomials: MonomialSet): Matrix;
}
