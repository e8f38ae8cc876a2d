/**
 * How many parameters a model with a *found* symmetry has: those of the models that share the
 * symmetry, and those with which the symmetry itself was turned into place.
 *
 * | symbol | name here  | shape                                                           |
 * | V₀     | algebra    | d × q, rows c with L(w) c = 0                                   |
 * | U      |            | orthonormal columns that span the columns of L(w)               |
 *
 * The models whose L has the rank of L(w) form a variety. Its tangent space at w is
 * { δ : (I − U Uᵀ) L(δ) c = 0 for all c in V₀ }, and its dimension is what a fit that was free
 * to choose the algebra has used up. A function of r linear features in ℝᵐ, say, has those of
 * the function and r (m − r) for the features' span.
 */
import type { LieDerivative } from "../lie-derivative/index.js";
import {
  crossProduct,
  Matrix,
  nullSpace,
  product,
  singularValueDecomposition,
} from "../numerics/index.js";

/**
 * The dimension of that tangent space.
 * @param tolerance of the rank decision, relative
 * @throws ShapeError for w or an algebra of another size
 */
export function symmetryFreedom(
  derivative: LieDerivative,
  w: ArrayLike<number>,
  algebra: Matrix,
  tolerance: number,
): number {
  const P = derivative.space.parameters;
  const U = columnSpace(derivative.atModel(w), derivative.blocks.length - algebra.rows, tolerance);
  const parts = Array.from({ length: algebra.rows }, (_, k) => {
    const C = derivative.atGenerator(algebra.row(k)).toDense();
    return C.subtract(product(U, crossProduct(U, C)));
  });
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const stacked = new Matrix(rows, P);
  let at = 0;
  for (const { data } of parts) {
    stacked.data.set(data, at);
    at += data.length;
  }
  return nullSpace(stacked, { tolerance }).basis.columns;
}

/** At most `most` columns: what the algebra leaves of L(w) beyond that is rounding. */
function columnSpace(L: Matrix, most: number, tolerance: number): Matrix {
  const { U, values } = singularValueDecomposition(L, { thin: true });
  const count = Math.min(most, values.filter((value) => value > tolerance * values[0]).length);
  const out = new Matrix(L.rows, count);
  for (let i = 0; i < L.rows; i++) out.row(i).set(U.row(i).subarray(0, count));
  return out;
}
