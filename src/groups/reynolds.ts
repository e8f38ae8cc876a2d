/**
 * What a representation leaves fixed.
 *
 * | symbol | name here         | shape                                          |
 * | P      | reynoldsProjector | D × D, P = ∫ M_g dλ_G(g) = Σ_k w_k M_{g_k}     |
 * | E^G    | fixedSpace        | {z : M_g z = z for all g}, the image of P      |
 *
 * Laws: P² = P, M_g P = P M_g = P, and Pᵀ = P when the representation is
 * orthogonal. dim E^G = tr P = ∫ tr M_g dλ_G (Burnside's count).
 *
 * For a Lie group E^G is the null space of dM(A_j) for the basis A_j of the algebra,
 * stacked on M_h − I for one h in each further component.
 */
import { DomainError } from "../errors.js";
import { Matrix, nullSpace, type RankGap, symmetricEigen } from "../numerics/index.js";
import { type Group, isFiniteGroup, isLieGroup, type LieGroup } from "./group.js";
import { type HaarQuadrature, haarQuadrature, requireWeights } from "./haar.js";
import type { Representation } from "./representation/representation.js";

/** How far the eigenvalues of a Reynolds projector may lie from 0 and 1. */
export const PROJECTOR_TOLERANCE = 1e-10;

/** Constraints of size one (‖A_j‖ = 1, M_h orthogonal) that are all smaller than this say nothing. */
const CONSTRAINT_ROUNDING = 1e-12;

export interface FixedSpace {
  readonly dimension: number;
  /** Orthonormal columns that span E^G, D × dimension. */
  readonly basis: Matrix;
  /** The orthogonal projector on E^G, D × D; the Reynolds projector when the representation is orthogonal. */
  readonly projector: Matrix;
  /** Of the Reynolds projector, ascending, within 1e-10 of 0 and 1; exactly 0 and 1 where a null space decided. */
  readonly eigenvalues: Float64Array;
  /** What the dimension rests on: the singular values of the constraints (of I − P for a finite group) around the cut. */
  readonly gap: RankGap;
}

export interface FixedSpaceOptions<Element> {
  /** Decide by the mean over this rule, also for a Lie group. It must be exact for the representation. */
  readonly quadrature?: HaarQuadrature<Element>;
  /** Relative tolerance of the null space; default as in `nullSpace`. */
  readonly tolerance?: number;
}

/**
 * P = Σ w_k M_{g_k}.
 * @param quadrature default: every element of a finite group; required for others
 * @throws DomainError without a quadrature for a group that is not finite
 */
export function reynoldsProjector<Element>(
  rep: Representation<Element>,
  quadrature: HaarQuadrature<Element> = haarQuadrature(rep.group),
): Matrix {
  requireWeights("reynoldsProjector", quadrature);
  const sum = Matrix.zeros(rep.dimension);
  quadrature.elements.forEach((element, k) => {
    const weight = quadrature.weights[k];
    const { data } = rep.matrix(element);
    for (let i = 0; i < data.length; i++) sum.data[i] += weight * data[i];
  });
  return sum;
}

/**
 * E^G of a finite group by its Reynolds projector, of a Lie group by the null space
 * of its constraints.
 * @throws DomainError when the mean of the matrices is no projector, so that they are
 *   not a representation; when a Lie group's representation has no differential; for
 *   a group that is neither without `quadrature`
 */
export function fixedSpace<Element>(
  rep: Representation<Element>,
  options: FixedSpaceOptions<Element> = {},
): FixedSpace {
  const { quadrature, tolerance } = options;
  const group: Group<Element> = rep.group;
  if (quadrature === undefined && !isFiniteGroup(group) && isLieGroup(group)) {
    return nullSpaceOf(stackedConstraints(rep, group), tolerance);
  }
  const mean = reynoldsProjector(rep, quadrature);
  const skewness = mean.maxDifference(mean.transpose());
  return skewness <= PROJECTOR_TOLERANCE * Math.max(1, mean.maxAbs())
    ? imageOfSymmetric(rep, mean)
    : imageOfOblique(rep, mean, tolerance);
}

function imageOfSymmetric<Element>(rep: Representation<Element>, mean: Matrix): FixedSpace {
  // Exactly symmetric: without fixed vectors the mean is all rounding, which has no symmetry.
  const { values, vectors } = symmetricEigen(mean.add(mean.transpose()).scale(0.5));
  for (const value of values) {
    const distance = Math.min(Math.abs(value), Math.abs(value - 1));
    if (!(distance <= PROJECTOR_TOLERANCE)) {
      throw new DomainError(
        `fixedSpace: "${rep}" is not a representation: the mean of its matrices has the eigenvalue ${value}; expected 0 or 1 within ${PROJECTOR_TOLERANCE}. See assertRepresentation.`,
      );
    }
  }
  const first = values.findIndex((value) => value > 0.5);
  const dimension = first < 0 ? 0 : values.length - first;
  const basis = new Matrix(rep.dimension, dimension);
  for (let i = 0; i < rep.dimension; i++) {
    for (let j = 0; j < dimension; j++) basis.data[i * dimension + j] = vectors.at(i, first + j);
  }
  const kept = dimension === values.length ? 0 : 1 - values[values.length - dimension - 1];
  const dropped = dimension === 0 ? 0 : Math.abs(1 - values[values.length - dimension]);
  const gap = { kept, dropped, ratio: dropped === 0 ? Number.POSITIVE_INFINITY : kept / dropped };
  return { dimension, basis, projector: mean, eigenvalues: values, gap };
}

/** A representation that is not orthogonal has an oblique P; its image is the null space of P − I. */
function imageOfOblique<Element>(
  rep: Representation<Element>,
  mean: Matrix,
  tolerance: number | undefined,
): FixedSpace {
  const residual = mean.multiply(mean).maxDifference(mean);
  if (!(residual <= PROJECTOR_TOLERANCE * Math.max(1, mean.frobeniusNorm() ** 2))) {
    throw new DomainError(
      `fixedSpace: "${rep}" is not a representation: the mean P of its matrices has P² − P as large as ${residual.toPrecision(3)}; expected a projector. See assertRepresentation.`,
    );
  }
  return nullSpaceOf(mean.subtract(Matrix.identity(rep.dimension)), tolerance);
}

function nullSpaceOf(constraints: Matrix, tolerance: number | undefined): FixedSpace {
  const { basis, gap } = nullSpace(constraints, { tolerance });
  const dimension = basis.columns;
  const size = constraints.columns;
  return {
    dimension,
    basis,
    projector: basis.multiply(basis.transpose()),
    eigenvalues: new Float64Array(size).fill(1, size - dimension),
    gap,
  };
}

/** dM(A_1) / ‖A_1‖, …, M_{h_1} − I, … on top of each other. */
function stackedConstraints<Element>(
  rep: Representation<Element>,
  group: LieGroup<Element>,
): Matrix {
  if (rep.differential === undefined && group.algebra.length > 0) {
    throw new DomainError(
      `fixedSpace: "${rep}" has no differential; expected one for a Lie group. Give \`differential\`, or a quadrature to average over.`,
    );
  }
  const size = rep.dimension;
  const blocks = [
    ...group.algebra.map((xi) => rep.differential!(xi).scale(1 / (xi.frobeniusNorm() || 1))),
    ...(group.discreteGenerators ?? group.components).map((h) =>
      rep.matrix(h).subtract(Matrix.identity(size)),
    ),
  ];
  const stacked = new Matrix(blocks.length * size, size);
  blocks.forEach((block, k) => {
    stacked.data.set(block.data, k * size * size);
  });
  // A tolerance relative to σ₁ would take constraints that are all rounding for real ones.
  return stacked.maxAbs() <= CONSTRAINT_ROUNDING ? Matrix.zeros(stacked.rows, size) : stacked;
}
