/**
 * The detected symmetry, enforced: the penalty shrinks what it leaves, so that the last fit
 * should be a plain one among the models that have the symmetry exactly.
 *
 * | symbol | name here    | shape                                                       |
 * | c      | algebra      | dimension × q, rows: Σ_p c_p L_{ξ_p}F = 0 is enforced       |
 * | Q      | basis        | P × k, orthonormal columns: the models that have it         |
 * | β      |              | k, the least-squares fit of Θ Q β to Y                      |
 */
import { ShapeError } from "../errors.js";
import type { LieDerivative } from "../lie-derivative/index.js";
import { Matrix, type NullSpace, nullSpace, SparseMatrix } from "../numerics/index.js";
import { type PromotionData, preparedData } from "./data.js";
import { leastNormSolution } from "./solver/least-norm.js";

export interface RefitOptions {
  /**
   * Models whose Lie derivatives are below this share of the largest count as symmetric;
   * default 1e-6. A detected algebra is exact only up to the noise.
   */
  tolerance?: number;
}

export interface Refit {
  readonly coefficients: Float64Array;
  /** Of the symmetric models, with the decision on their number. */
  readonly symmetric: NullSpace;
  /** ‖Θ w − Y‖ / √N */
  readonly residual: number;
}

/** @throws ShapeError for an algebra of another width; as `promote` for the data */
export function refit(
  derivative: LieDerivative,
  algebra: Matrix,
  data: PromotionData,
  options: RefitOptions = {},
): Refit {
  const { tolerance = 1e-6 } = options;
  const { blocks, space } = derivative;
  if (algebra.columns !== blocks.length) {
    throw new ShapeError(
      `refit: got an algebra of ${algebra.columns} coefficients for each element; expected ${blocks.length}, one for each generator.`,
    );
  }
  const { design, values } = preparedData("refit", space, data);
  const conditions = Array.from({ length: algebra.rows }, (_, k) =>
    derivative.atGenerator(algebra.row(k)),
  );
  const stacked =
    conditions.length === 0
      ? new Matrix(0, space.parameters)
      : SparseMatrix.stack(conditions).toDense();
  const symmetric = nullSpace(stacked, { tolerance });
  const reduced = design.multiply(symmetric.basis);
  const coefficients = symmetric.basis.apply(leastNormSolution(reduced, values).start);
  const misfit = design.apply(coefficients).map((value, i) => value - values[i]);
  const residual = Math.hypot(...misfit) / Math.sqrt(Math.max(1, values.length));
  return { coefficients, symmetric, residual };
}
