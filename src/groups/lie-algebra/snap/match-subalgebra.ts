/**
 * Which of the given algebras a span is, as a subspace of matrices: by principal
 * angles θ, which do not depend on the bases.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { type Matrix, principalAngles } from "../../../numerics/index.js";
import { matrixBasis } from "../matrix-basis.js";

export interface SubalgebraCandidate {
  readonly name: string;
  /** A basis, of matrices of the same size as those that are matched. */
  readonly algebra: readonly Matrix[];
}

export interface SubalgebraMatch {
  readonly name: string;
  readonly dimension: number;
  /** Ascending, radians; as many as the smaller dimension. */
  readonly angles: Float64Array;
  /** The largest of them; 0 when one of the spans is {0}. */
  readonly largestAngle: number;
  /** What holds within the tolerance: the candidate is the span, contains it or lies in it. */
  readonly relation: "equal" | "contains" | "contained" | "different";
}

export interface MatchOptions {
  /** Largest angle in radians that counts as none; default 0.05. */
  readonly tolerance?: number;
}

export const MATCH_TOLERANCE = 0.05;

/**
 * Every candidate with its angles to the span of `basis`: equal ones first, then those
 * that contain it, those that lie in it, and the others, by the largest angle.
 * @throws ShapeError for matrices of different sizes, DomainError for a NaN or a
 *   tolerance that is not positive
 */
export function matchSubalgebra(
  basis: readonly Matrix[],
  candidates: readonly SubalgebraCandidate[],
  options: MatchOptions = {},
): SubalgebraMatch[] {
  const tolerance = options.tolerance ?? MATCH_TOLERANCE;
  if (!(tolerance > 0)) {
    throw new DomainError(
      `matchSubalgebra: tolerance is ${tolerance}; expected a positive angle in radians.`,
    );
  }
  const own = matrixBasis("matchSubalgebra", basis);
  const order = ["equal", "contains", "contained", "different"];
  return candidates
    .map(({ name, algebra }): SubalgebraMatch => {
      const other = matrixBasis(`matchSubalgebra (candidate "${name}")`, algebra);
      if (basis.length > 0 && algebra.length > 0 && other.size !== own.size) {
        throw new ShapeError(
          `matchSubalgebra: candidate "${name}" has ${other.size} × ${other.size} matrices; expected ${own.size} × ${own.size}, like the basis.`,
        );
      }
      const [mine, theirs] = [own.elements.length, other.elements.length];
      const empty = mine === 0 || theirs === 0;
      const angles = empty
        ? new Float64Array(0)
        : principalAngles(own.columns, other.columns).angles;
      const largestAngle = angles[angles.length - 1] ?? 0;
      const near = largestAngle <= tolerance;
      const relation = !near
        ? "different"
        : mine === theirs
          ? "equal"
          : theirs > mine
            ? "contains"
            : "contained";
      return { name, dimension: theirs, angles, largestAngle, relation };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.relation) - order.indexOf(b.relation) || a.largestAngle - b.largestAngle,
    );
}
