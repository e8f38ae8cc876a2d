/**
 * Means over a group, ∫ f dλ_G ≈ Σ_k w_k f(g_k), with the Haar probability λ_G.
 *
 * | symbol | name here | shape                 |
 * | g_k    | elements  | n                     |
 * | w_k    | weights   | n, Σ w_k = 1, w_k > 0 |
 *
 * Finite group: every element with weight 1 / |G|, exact for every f. SO(2), SO(3),
 * O(2), O(3): rules that are exact for polynomials of degree below n in the entries
 * of g (on the circle: for frequencies below n). The mean of a representation whose
 * highest degree is k therefore wants n > k. Products take the products of rules. A
 * group that is not compact has no Haar probability and no mean.
 */
import { DomainError, ShapeError } from "../errors.js";
import { type Group, isFiniteGroup, isLieGroup } from "./group.js";

export interface HaarQuadrature<Element> {
  readonly elements: readonly Element[];
  /** Sum 1. */
  readonly weights: Float64Array;
}

/**
 * A rule for means over `group`.
 * @param points above the degree to be integrated, required for a Lie group (SO(2) takes
 *   as many elements, SO(3) points² ⌈points / 2⌉); a finite group takes all of its own
 *   and no notice of this
 * @throws DomainError for a Lie group without `points`, for one that has no rule, and
 *   for one that is not compact
 */
export function haarQuadrature<Element>(
  group: Group<Element>,
  points?: number,
): HaarQuadrature<Element> {
  if (isFiniteGroup(group)) {
    return {
      elements: group.elements,
      weights: new Float64Array(group.order).fill(1 / group.order),
    };
  }
  if (isLieGroup(group) && !group.compact) {
    throw new DomainError(
      `haarQuadrature: "${group.name}" is not compact, so that it has no Haar probability and means over it do not exist; expected a compact group, such as the rotations in it.`,
    );
  }
  if (!isLieGroup(group) || group.quadrature === undefined) {
    throw new DomainError(
      `haarQuadrature: "${group.name}" is not finite and brings no quadrature; expected a finite group or a Lie group with a rule, such as SO(2).`,
    );
  }
  if (points === undefined) {
    throw new DomainError(
      `haarQuadrature: got no number of points for "${group.name}"; expected one above the degree to be integrated.`,
    );
  }
  return group.quadrature(points);
}

/** @throws ShapeError unless there is one weight for each element */
export function requireWeights<Element>(
  caller: string,
  { elements, weights }: HaarQuadrature<Element>,
): void {
  if (weights.length !== elements.length) {
    throw new ShapeError(
      `${caller}: the quadrature has ${weights.length} weights for ${elements.length} elements; expected as many.`,
    );
  }
}
