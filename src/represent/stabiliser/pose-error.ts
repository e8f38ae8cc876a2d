/**
 * Errors of poses where several are right: if g fits x, then so does g h for every h that keeps the
 * canonical sample x̂ = ρ_X(g)⁻¹ x.
 *
 *   error = min over h of G_x̂ of d(predicted, expected h)
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Group, Permutation } from "../../groups/index.js";
import { dot, type Matrix, type Vector, vectorProduct } from "../../numerics/index.js";

/** d(a, b) between elements, such as `rotationAngle`. */
export type ElementDistance<Element> = (a: Element, b: Element) => number;

/** The angle of a⁻¹ b in radians, 0 … π, of rotations of the plane or of space. @throws ShapeError for other sizes */
export const rotationAngle: ElementDistance<Matrix> = (a, b) => {
  const n = a.rows;
  if ((n !== 2 && n !== 3) || a.columns !== n || b.rows !== n || b.columns !== n) {
    throw new ShapeError(
      `rotationAngle: got ${a.rows} × ${a.columns} and ${b.rows} × ${b.columns}; expected two rotations, 2 × 2 or 3 × 3.`,
    );
  }
  // |a⁻¹ b − I| = √8 sin(θ/2), in the plane as in space.
  const half = Math.min(1, b.subtract(a).frobeniusNorm() / Math.sqrt(8));
  return 2 * Math.asin(half);
};

/** @param stabiliser the elements that keep x̂, the identity among them @throws DomainError for none */
export function poseErrorModuloStabiliser<Element>(
  group: Group<Element>,
  distance: ElementDistance<Element>,
  poses: { readonly predicted: Element; readonly expected: Element },
  stabiliser: readonly Element[],
): number {
  if (stabiliser.length === 0) {
    throw new DomainError(
      "poseErrorModuloStabiliser: got a stabiliser without elements; expected the identity at least.",
    );
  }
  const { predicted, expected } = poses;
  return Math.min(...stabiliser.map((h) => distance(predicted, group.compose(expected, h))));
}

/**
 * The same for a canonical sample that all turns about `axis` keep, a straight line: the angle between
 * the images of the axis.
 * @param axis of x̂, three numbers, not all 0
 */
export function axisError(
  { predicted, expected }: { readonly predicted: Matrix; readonly expected: Matrix },
  axis: Vector,
): number {
  const [a, b] = [predicted.apply(axis), expected.apply(axis)];
  return Math.atan2(Math.hypot(...vectorProduct(a, b)), dot(a, b));
}

/**
 * The share of places that get a row of another kind, for canonical sets whose row i is of kind
 * `kinds[i]`: rows of one kind may change places.
 * @throws ShapeError for different lengths
 */
export function orderError(
  { predicted, expected }: { readonly predicted: Permutation; readonly expected: Permutation },
  kinds: readonly unknown[],
): number {
  const count = kinds.length;
  if (predicted.length !== count || expected.length !== count || count === 0) {
    throw new ShapeError(
      `orderError: got permutations of ${predicted.length} and ${expected.length} rows for ${count} kinds; expected as many, 1 or more.`,
    );
  }
  const at = new Array<unknown>(count);
  expected.forEach((place, i) => {
    at[place] = kinds[i];
  });
  return predicted.filter((place, i) => at[place] !== kinds[i]).length / count;
}
