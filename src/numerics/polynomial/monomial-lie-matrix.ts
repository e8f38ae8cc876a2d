/**
 * Derivatives of monomials along vector fields, exactly and without sampling
 * (Otto, Zolman, Kutz, Brunton, arXiv 2311.00212).
 *
 * | symbol | name here | shape                                                     |
 * | φ      | basis     | N monomials, all of degree ≤ d                            |
 * | v      | A x + b   | A is m × m, b has m entries                               |
 * | C      | matrix    | N × N, ∇φ_c · v = Σ_r C_rc φ_r                            |
 *
 * An affine field never raises the degree, so that the basis is closed: entry e_i A_ij
 * at x^{e − i + j}, and e_i b_i at x^{e − i}.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Matrix } from "../matrix.js";
import { type SparseEntry, SparseMatrix } from "../sparse/index.js";
import type { MonomialSet } from "./monomial-set.js";
import { affinePolynomialField, directionalTerms } from "./polynomial.js";

/**
 * C (N × N) with ∇φ_c · (A x + b) = Σ_r C_rc φ_r. Whole entries stay whole.
 * @param offset b; default 0
 * @throws ShapeError for an A or b of another size than the basis has variables;
 *   DomainError when a monomial leaves the basis (a `MonomialBasis` with a `lowest` above 0
 *   under a translation, or a list): `polynomialMaps` extends the rows instead
 */
export function monomialLieMatrix(
  basis: MonomialSet,
  A: Matrix,
  offset: ArrayLike<number> = new Float64Array(A.rows),
): SparseMatrix {
  if (A.rows !== basis.variables) {
    throw new ShapeError(
      `monomialLieMatrix: got A ${A.rows} × ${A.columns} for monomials in ${basis.variables} variables; expected ${basis.variables} × ${basis.variables}.`,
    );
  }
  const field = affinePolynomialField(A, offset);
  const entries: SparseEntry[] = [];
  basis.exponents.forEach((exponent, column) => {
    for (const term of directionalTerms(exponent, field)) {
      const row = basis.indexOf(term.exponent);
      if (row < 0) {
        throw new DomainError(
          `monomialLieMatrix: the derivative of ${basis.name(column)} has a term with exponents (${term.exponent.join(", ")}), which is not among the ${basis.size} monomials; add it.`,
        );
      }
      entries.push([row, column, term.coefficient]);
    }
  });
  return SparseMatrix.fromEntries(basis.size, basis.size, entries);
}
