/** Which elements of a group explain a subspace that was found. */
import { DomainError } from "../../errors.js";
import type { FiniteGroup, Representation } from "../../groups/index.js";
import { isFiniteGroup } from "../../groups/index.js";
import type { Matrix } from "../../numerics/index.js";

export interface FixingElement<Element> {
  element: Element;
  /** Largest ‖M_g b − b‖ over the basis vectors b. */
  deviation: number;
}

/**
 * The elements g with M_g b = b for every b in the subspace, to within the tolerance: a
 * subgroup, when the tolerance separates.
 * @param parameters M, of a finite group of candidates
 * @param basis D × dim, orthonormal columns
 */
export function pointwiseStabiliser<Element>(
  parameters: Representation<Element>,
  basis: Matrix,
  tolerance: number,
): FixingElement<Element>[] {
  if (!isFiniteGroup(parameters.group)) {
    throw new DomainError(
      `pointwiseStabiliser: ${parameters.group.name} is not finite; expected a finite group of candidates.`,
    );
  }
  const group: FiniteGroup<Element> = parameters.group;
  return group.elements
    .map((element) => {
      const moved = parameters.matrix(element).multiply(basis).subtract(basis);
      let deviation = 0;
      for (let k = 0; k < basis.columns; k++) {
        deviation = Math.max(deviation, Math.hypot(...moved.column(k)));
      }
      return { element, deviation };
    })
    .filter(({ deviation }) => deviation <= tolerance);
}
