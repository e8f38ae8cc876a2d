/**
 * Finite groups from generators: closure by products, breadth first.
 *
 * The closure of S is found with the identity first and every new element as
 * (known element) · (generator). Along the way the table of right
 * multiplications R_s : i ↦ index of e_i s is filled. A finite closure is a
 * group exactly when every R_s is a permutation; inverses are then read off by
 * walking the permutations backwards along the element's word.
 */
import { DomainError } from "../errors.js";
import type { RandomStream } from "../numerics/index.js";
import { valueText } from "./element-text.js";
import type { FiniteGroup } from "./group.js";

/** A closure with more elements than this is refused. */
export const LARGEST_FINITE_ORDER = 100_000;

export interface FiniteGroupDescription<Element> {
  readonly name: string;
  readonly identity: Element;
  /** None for the trivial group. */
  readonly generators: readonly Element[];
  /** The product a b, by the order "first b, then a"; must be associative. */
  compose(a: Element, b: Element): Element;
  /** Found from the multiplication table when it is left out. */
  inverse?(a: Element): Element;
  /** Equal texts for equal elements, different texts for different ones. */
  key(element: Element): string;
}

/**
 * The group that the generators produce.
 * @throws DomainError for more than 10^5 elements, a generator without inverse,
 *   an identity that is not neutral, or an `inverse` that does not invert
 */
export function finiteGroup<Element>(
  description: FiniteGroupDescription<Element>,
): FiniteGroup<Element> {
  const { name, identity, generators, compose, key } = description;
  const closure = closeUnderProducts(description);
  const { elements, indices } = closure;

  const indexOf = (element: Element): number => {
    const index = indices.get(key(element));
    if (index === undefined) {
      throw new DomainError(
        `FiniteGroup.indexOf: ${valueText(element)} is not among the ${elements.length} elements of "${name}"; expected one of them.`,
      );
    }
    return index;
  };
  const inverse =
    description.inverse ?? ((a: Element): Element => elements[inverseIndex(closure, indexOf(a))]);
  if (description.inverse !== undefined) requireInverses(description, elements);
  return {
    name,
    identity,
    order: elements.length,
    elements,
    generators: [...generators],
    compose,
    inverse,
    equals: (a: Element, b: Element): boolean => key(a) === key(b),
    sample: (random: RandomStream): Element => elements[random.integer(elements.length)],
    indexOf,
  };
}

interface Closure<Element> {
  readonly elements: readonly Element[];
  /** Key of an element ↦ its index. */
  readonly indices: ReadonlyMap<string, number>;
  /** For element i > 0: the element and the generator whose product it is. */
  readonly parents: readonly number[];
  readonly letters: readonly number[];
  /** undo[s][k]: the index i with e_i s = e_k. */
  readonly undo: readonly (readonly number[])[];
}

function closeUnderProducts<Element>(
  description: FiniteGroupDescription<Element>,
): Closure<Element> {
  const { name, identity, generators, compose, key } = description;
  const elements: Element[] = [identity];
  const indices = new Map<string, number>([[key(identity), 0]]);
  const parents = [0];
  const letters = [-1];
  const undo: number[][] = generators.map(() => []);
  requireNeutral(description);
  for (let i = 0; i < elements.length; i++) {
    generators.forEach((generator, letter) => {
      const product = compose(elements[i], generator);
      const text = key(product);
      let index = indices.get(text);
      if (index === undefined) {
        index = elements.length;
        if (index >= LARGEST_FINITE_ORDER) {
          throw new DomainError(
            `finiteGroup: the generators of "${name}" produce more than ${LARGEST_FINITE_ORDER} elements; expected a smaller group. If they should, give them in full precision; a continuous group wants a LieGroup.`,
          );
        }
        elements.push(product);
        indices.set(text, index);
        parents.push(i);
        letters.push(letter);
      }
      if (undo[letter][index] !== undefined) {
        throw new DomainError(
          `finiteGroup: generator ${letter} of "${name}", ${valueText(generator)}, has no inverse: two elements have the same product with it. Expected generators that can be undone.`,
        );
      }
      undo[letter][index] = i;
    });
  }
  return { elements, indices, parents, letters, undo };
}

function requireNeutral<Element>(description: FiniteGroupDescription<Element>): void {
  const { name, identity, generators, compose, key } = description;
  for (const element of [identity, ...generators]) {
    const text = key(element);
    if (key(compose(identity, element)) !== text || key(compose(element, identity)) !== text) {
      throw new DomainError(
        `finiteGroup: the identity of "${name}" changes ${valueText(element)}; expected e g = g e = g.`,
      );
    }
  }
}

function requireInverses<Element>(
  description: FiniteGroupDescription<Element>,
  elements: readonly Element[],
): void {
  const { name, identity, compose, inverse, key } = description;
  const neutral = key(identity);
  for (const element of elements) {
    if (key(compose(element, inverse!(element))) !== neutral) {
      throw new DomainError(
        `finiteGroup: in "${name}" the element ${valueText(element)} times its inverse is not the identity; correct \`inverse\`, or leave it out.`,
      );
    }
  }
}

/** The index of (s_1 … s_k)⁻¹ = s_k⁻¹ … s_1⁻¹. */
function inverseIndex<Element>(closure: Closure<Element>, index: number): number {
  let result = 0;
  for (let i = index; i !== 0; i = closure.parents[i]) {
    result = closure.undo[closure.letters[i]][result];
  }
  return result;
}
