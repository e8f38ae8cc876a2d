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
import {
  Matrix,
  type NullSpace,
  nullSpace,
  SparseMatrix,
  singularValues,
} from "../numerics/index.js";
import { type PromotionData, preparedData } from "./data.js";
import { symmetryFreedom } from "./freedom.js";
import { leastNormSolution } from "./solver/data/least-norm.js";
import { algebraBeyond, type Spectrum } from "./spectrum.js";

export interface RefitOptions {
  /**
   * Models whose Lie derivatives are below this share of the largest count as symmetric. A
   * detected algebra is exact only up to the noise, so that by default the widest gap decides,
   * between singular values from LARGEST_SHARE of the largest down to SMALLEST_SHARE.
   */
  tolerance?: number;
}

/** Of the largest singular value: what counts as symmetric is not above it. */
const LARGEST_SHARE = 0.1;
/** And below this one value is as good as another: constants have 0 whatever the noise. */
const SMALLEST_SHARE = 1e-3;
/** A gap less wide than this decides nothing. */
const LEAST_GAP = 3;

export interface Refit {
  readonly coefficients: Float64Array;
  /** Of the symmetric models, with the decision on their number. */
  readonly symmetric: NullSpace;
  /** Of that decision, as it was given or found. */
  readonly tolerance: number;
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
  const { tolerance = gapTolerance(stacked) } = options;
  const symmetric = nullSpace(stacked, { tolerance });
  const reduced = design.multiply(symmetric.basis);
  const coefficients = symmetric.basis.apply(leastNormSolution(reduced, values).start);
  const misfit = design.apply(coefficients).map((value, i) => value - values[i]);
  const residual = Math.hypot(...misfit) / Math.sqrt(Math.max(1, values.length));
  return { coefficients, symmetric, tolerance, residual };
}

/** In the middle of the widest gap; SMALLEST_SHARE where there is none. */
function gapTolerance(conditions: Matrix): number {
  if (conditions.rows === 0) return SMALLEST_SHARE;
  const all = new Float64Array(conditions.columns);
  all.set(singularValues(conditions));
  const shares = all.map((value) => Math.max(SMALLEST_SHARE, value / (all[0] || 1)));
  let [widest, tolerance] = [LEAST_GAP, SMALLEST_SHARE];
  for (let k = 1; k < shares.length; k++) {
    const ratio = shares[k - 1] / shares[k];
    if (shares[k] > LARGEST_SHARE || ratio <= widest) continue;
    [widest, tolerance] = [ratio, Math.sqrt(shares[k - 1] * shares[k])];
  }
  return tolerance;
}

/** A refit at one possible dimension of the symmetry. */
export interface RankedRefit extends Refit {
  /** Singular values of L(w) that are taken to count. */
  readonly rank: number;
  /** f: parameters of the symmetric models, and those with which the symmetry was turned into place. */
  readonly freedom: number;
  /** (‖Θ w − Y‖²/N) / (1 − f/N)²: generalised cross-validation, Infinity from f = N on. */
  readonly score: number;
}

/**
 * Refits with 0, 1, … singular values of a promoted model counted, up to those that it has,
 * and the score by which they compare. Where noise has left small values behind, the model
 * with the least score and not the unrefitted rank says how much symmetry there is. The score
 * counts what the choice of the algebra has cost: without that, ever less symmetry would win.
 * @throws as `refit`
 */
export function refitRanks(
  derivative: LieDerivative,
  { directions, rank: most }: Spectrum,
  data: PromotionData,
  options: RefitOptions = {},
): { ranks: RankedRefit[]; best: RankedRefit } {
  const count = data.points.rows * derivative.space.outputs;
  const ranks = Array.from({ length: most + 1 }, (_, rank): RankedRefit => {
    const algebra = algebraBeyond(directions, rank);
    const found = refit(derivative, algebra, data, options);
    const freedom = symmetryFreedom(derivative, found.coefficients, algebra, found.tolerance);
    const share = freedom / count;
    const score = share < 1 ? found.residual ** 2 / (1 - share) ** 2 : Number.POSITIVE_INFINITY;
    return { ...found, rank, freedom, score };
  });
  const best = ranks.reduce((least, other) => (other.score < least.score ? other : least));
  return { ranks, best };
}
