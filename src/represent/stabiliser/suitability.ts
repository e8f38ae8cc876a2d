/**
 * Suitable group functions, by enumeration (R. Winter and others, NeurIPS 2022).
 *
 * | symbol | name here | meaning                                             |
 * | ψ(x)   | pose      | the group function                                  |
 * | x̂      |           | ρ_X(ψ(x))⁻¹ x: what a decoder must give for x        |
 * | G_x    |           | the elements that keep x                            |
 *
 * ψ is suitable when x̂ is the same all along an orbit: then one δ(η(x)) serves it. A suitable ψ has
 * ψ(g x) ∈ g ψ(x) G_x̂ = g G_x ψ(x), because both poses take x̂ to g x. The narrower reading g ψ(x) G_x
 * is the same for abelian groups and free actions, and false in general.
 */
import { DomainError } from "../../errors.js";
import type { FiniteGroup } from "../../groups/index.js";

export interface GroupFunction<Element, Sample> {
  readonly group: FiniteGroup<Element>;
  /** All of X: closed under the action. */
  readonly samples: readonly Sample[];
  /** ρ_X(g) x. */
  act(g: Element, x: Sample): Sample;
  /** ψ(x). */
  pose(x: Sample): Element;
  /** Equal texts for equal samples, different texts for different ones. */
  key(x: Sample): string;
}

export interface Suitability {
  readonly isSuitable: boolean;
  /** (g, x), all of them. */
  readonly pairs: number;
  /** Of these with ψ(g x) ∈ g ψ(x) G_x̂. */
  readonly upToCanonicalStabiliser: number;
  /** Of these with ψ(g x) ∈ g ψ(x) G_x. */
  readonly upToOwnStabiliser: number;
  /**
   * Whether the poses of X meet every coset of the elements that keep all of X. Sure where an orbit is
   * free; where every sample has a symmetry of its own, a suitable ψ may leave cosets out.
   */
  readonly isOnto: boolean;
  /** Whether on each orbit different samples have poses in different cosets of G_x̂, and all are met. */
  readonly isBijective: boolean;
}

/** @throws DomainError for samples that the action leads out of */
export function suitability<Element, Sample>(f: GroupFunction<Element, Sample>): Suitability {
  const { group, samples, act, pose, key } = f;
  const known = new Set(samples.map(key));
  const keeps = (g: Element, x: Sample): boolean => key(act(g, x)) === key(x);
  const canonical = (x: Sample): Sample => act(group.inverse(pose(x)), x);
  const kernel = group.elements.filter((g) => samples.every((x) => keeps(g, x)));
  const met = new Set<string>();
  let [isSuitable, isBijective] = [true, true];
  let [pairs, upToCanonical, upToOwn] = [0, 0, 0];
  for (const x of samples) {
    const xHat = canonical(x);
    const own = pose(x);
    met.add(cosetKey(group, own, kernel));
    const fixHat = group.elements.filter((h) => keeps(h, xHat));
    const orbit = new Map<string, string>();
    for (const g of group.elements) {
      const moved = act(g, x);
      if (!known.has(key(moved))) {
        throw new DomainError(
          `suitability: the action takes the sample ${key(x)} to ${key(moved)}, which is not among the samples; expected all of X.`,
        );
      }
      pairs++;
      const after = pose(moved);
      // h = (g ψ(x))⁻¹ ψ(g x)
      const h = group.compose(group.inverse(group.compose(g, own)), after);
      if (keeps(h, xHat)) upToCanonical++;
      if (keeps(h, x)) upToOwn++;
      if (key(canonical(moved)) !== key(xHat)) isSuitable = false;
      orbit.set(key(moved), cosetKey(group, after, fixHat));
    }
    const cosets = new Set(orbit.values());
    if (cosets.size !== orbit.size || cosets.size * fixHat.length !== group.order) {
      isBijective = false;
    }
  }
  return {
    isSuitable,
    pairs,
    upToCanonicalStabiliser: upToCanonical,
    upToOwnStabiliser: upToOwn,
    isOnto: met.size * kernel.length === group.order,
    isBijective,
  };
}

/** The place of the first element of g H. */
function cosetKey<Element>(
  group: FiniteGroup<Element>,
  g: Element,
  subgroup: readonly Element[],
): string {
  return String(Math.min(...subgroup.map((h) => group.indexOf(group.compose(g, h)))));
}
