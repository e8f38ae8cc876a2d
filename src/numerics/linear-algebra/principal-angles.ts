/**
 * Principal angles between two subspaces: Å. Björck and G. H. Golub, Numerical
 * methods for computing angles between linear subspaces, Math. Comp. 27 (1973).
 *
 * | symbol | name    | meaning                                                 |
 * | Q₁, Q₂ |         | orthonormal bases, dim Q₁ ≥ dim Q₂                       |
 * | cos θ  | cosines | singular values of Q₁ᵀ Q₂                               |
 * | sin θ  |         | singular values of (1 − Q₁ Q₁ᵀ) Q₂                      |
 *
 * An angle below 45° is taken from its sine and a larger one from its cosine,
 * so that angles down to rounding keep their digits (arccos alone loses every
 * angle below 1e-8).
 */
import { ShapeError } from "../../errors.js";
import type { Matrix, Vector } from "../matrix.js";
import { singularValues } from "./factorisations/singular-values.js";
import { orthonormalBasis } from "./orthonormal-basis.js";

export interface PrincipalAngles {
  /** Descending, in [0, 1]. */
  cosines: Vector;
  /** Ascending, radians, in [0, π/2]. */
  angles: Vector;
}

/**
 * The min(dim U, dim V) principal angles between the spans of the columns of U
 * and of V; the columns need not be orthonormal. A subspace {0} has no angles.
 * @throws ShapeError when U and V lie in different spaces, DomainError when not finite
 */
export function principalAngles(U: Matrix, V: Matrix): PrincipalAngles {
  if (U.rows !== V.rows) {
    throw new ShapeError(
      `principalAngles: U has ${U.rows} rows and V has ${V.rows}; expected subspaces of one space.`,
    );
  }
  const [first, second] = [orthonormalBasis(U).basis, orthonormalBasis(V).basis];
  const [larger, smaller] = first.columns >= second.columns ? [first, second] : [second, first];
  const inner = larger.transpose().multiply(smaller);
  const cosines = singularValues(inner).map((cosine) => Math.min(1, cosine));
  const sines = singularValues(smaller.subtract(larger.multiply(inner))).reverse();
  const angles = cosines.map((cosine, k) =>
    cosine * cosine >= 0.5 ? Math.asin(Math.min(1, sines[k])) : Math.acos(cosine),
  );
  return { cosines, angles: angles.sort() };
}
