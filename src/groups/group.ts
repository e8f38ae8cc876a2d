/**
 * Groups as values: what a set must offer so that the rest of the library can
 * transform, average, test and solve with it.
 *
 * | symbol  | name here           | meaning                                        |
 * | e       | identity            | the neutral element                            |
 * | g h     | compose(g, h)       | first h, then g: groups act from the left      |
 * | g⁻¹     | inverse(g)          |                                                |
 * | λ_G     | sample(random)      | one draw by the Haar probability (G compact)   |
 * | \|G\|   | order               | how many elements a finite group has           |
 * | 𝔤       | algebra             | basis of the Lie algebra, as matrices          |
 * | exp ξ   | exp(xi)             | the element that ξ ∈ 𝔤 flows to in unit time    |
 * | log g   | log(g)              | ξ ∈ 𝔤 with exp ξ = g, where there is one        |
 *
 * Laws: (g h) k = g (h k), e g = g e = g, g g⁻¹ = g⁻¹ g = e.
 */
import { DomainError } from "../errors.js";
import type { Matrix, RandomStream } from "../numerics/index.js";
import type { HaarQuadrature } from "./haar.js";

export interface Group<Element> {
  /** Short and printable, such as "S4". */
  readonly name: string;
  readonly identity: Element;
  /** The product a b: first b acts, then a. */
  compose(a: Element, b: Element): Element;
  inverse(a: Element): Element;
  equals(a: Element, b: Element): boolean;
  /**
   * One element, drawn by the Haar probability. A Lie group that is not compact has
   * none: there the draw has a density that is positive on all of the group, and
   * nothing may be averaged with it.
   */
  sample(random: RandomStream): Element;
}

export interface FiniteGroup<Element> extends Group<Element> {
  readonly order: number;
  /** Every element once; the identity comes first. */
  readonly elements: readonly Element[];
  /** Elements whose products are the whole group. */
  readonly generators: readonly Element[];
  /** Where `element` stands in `elements`. @throws DomainError when it is not in the group */
  indexOf(element: Element): number;
}

export interface LieGroup<Element> extends Group<Element> {
  /** A basis of the Lie algebra, as matrices of the defining representation; linearly independent. */
  readonly algebra: readonly Matrix[];
  /** One name for each matrix of `algebra`, such as "R12". */
  readonly generatorNames: readonly string[];
  /** Whether the group is compact, so that a Haar probability exists. */
  readonly compact: boolean;
  /** The element exp(ξ). @throws ShapeError, DomainError when ξ is not in the algebra */
  exp(xi: Matrix): Element;
  /**
   * ξ in the algebra with exp(ξ) = g: the one of the smallest angles where there are
   * several (the principal logarithm).
   * @throws DomainError saying why when g has none, or is not an element
   */
  log(g: Element): Matrix;
  /** One element of each component other than the identity's. */
  readonly components: readonly Element[];
  /** Elements that generate the whole group together with the identity's component; default `components`. */
  readonly discreteGenerators?: readonly Element[];
  /** A rule for means over the group, where one is known; `haarQuadrature` asks for it. */
  quadrature?(points: number): HaarQuadrature<Element>;
}

/** Whether all elements of `group` are listed. */
export function isFiniteGroup<Element>(group: Group<Element>): group is FiniteGroup<Element> {
  return "elements" in group;
}

/** Whether `group` comes with a Lie algebra. */
export function isLieGroup<Element>(group: Group<Element>): group is LieGroup<Element> {
  return "algebra" in group;
}

/**
 * Refuses representations of two groups whose elements need not mean the same.
 * Groups that were made twice by the same words pass.
 * @throws DomainError
 */
export function requireSameGroup(caller: string, a: Group<unknown>, b: Group<unknown>): void {
  if (a === b || (a.name === b.name && haveSameGenerators(a, b))) return;
  throw new DomainError(
    `${caller}: got representations of two groups, "${a.name}" and "${b.name}", which differ; make the group once and hand the same object to both.`,
  );
}

function haveSameGenerators(a: Group<unknown>, b: Group<unknown>): boolean {
  const sameList = (left: readonly unknown[], right: readonly unknown[]): boolean =>
    left.length === right.length && left.every((element, k) => a.equals(element, right[k]));
  if (isFiniteGroup(a) && isFiniteGroup(b)) {
    return a.order === b.order && sameList(a.generators, b.generators);
  }
  if (!isLieGroup(a) || !isLieGroup(b) || a.algebra.length !== b.algebra.length) return false;
  const sameAlgebra = a.algebra.every((xi, k) => {
    const other = b.algebra[k];
    return xi.rows === other.rows && xi.columns === other.columns && xi.maxDifference(other) === 0;
  });
  return sameAlgebra && sameList(a.components, b.components);
}
