/**
 * What a finite group is called.
 *
 * | how                                | proof                                               |
 * | abelian                            | invariant factors                                    |
 * | dihedral, dicyclic, C_m ⋊ C_k      | elements that satisfy a presentation of the order    |
 * | S_n, A_n, linear and affine groups, wreath products | an isomorphism of tables, or an order |
 * | direct products                    | normal subgroups that complement each other          |
 *
 * Every group of order up to 31 gets a name of its own. Beyond, a name that does not settle the
 * isomorphism type says so: `certain` is false.
 */
import { DomainError } from "../../errors.js";
import { permutationGroupOrder, StabiliserChain } from "../../numerics/index.js";
import type { FiniteGroup } from "../group.js";
import type { Permutation } from "../permutation-group.js";
import { abelianName, type GroupIdentity, nameByOrder } from "./identity.js";
import { factorsOfPermutations } from "./name-permutations.js";
import { identityOfTable, nameOfFactors } from "./name-table.js";
import { invariantFactors } from "./table/abelian.js";
import { LARGEST_TABLE, tableOfGroup, tableOfPermutations } from "./table/group-table.js";

export interface NameOptions {
  /** The order, when it is known: it is not counted again. */
  readonly order?: bigint;
}

/**
 * Up to order 2000 by the multiplication table; above, for permutations, by how they move points.
 * @param group a finite group, or permutations of the same points that generate one
 * @throws DomainError for generators that are no permutations of the same points; none at all
 *   are the trivial group
 */
export function nameOfGroup<Element>(
  group: FiniteGroup<Element> | readonly (Permutation | Int32Array)[],
  options: NameOptions = {},
): GroupIdentity {
  if (!("elements" in group)) return ofPermutations(group, options.order);
  if (group.order <= LARGEST_TABLE) return identityOfTable(tableOfGroup(group));
  const order = BigInt(group.order);
  if (isPermutation(group.identity)) {
    return ofPermutations(group.generators as unknown as Permutation[], order);
  }
  if (group.generators.length === 1) {
    return {
      name: abelianName([group.order]),
      aliases: [],
      order,
      certain: true,
      abelianInvariants: [group.order],
    };
  }
  return { name: nameByOrder(order), aliases: [], order, certain: false };
}

function ofPermutations(
  generators: readonly (Permutation | Int32Array)[],
  known: bigint | undefined,
): GroupIdentity {
  const points = generators[0]?.length ?? 0;
  generators.forEach((generator, k) => {
    if (generator.length !== points || !isPermutationArray(generator)) {
      throw new DomainError(
        `nameOfGroup: generators[${k}] is no permutation of 0 … ${points - 1}; expected permutations of the same points.`,
      );
    }
  });
  const images = generators.map((generator) => Int32Array.from(generator));
  const order = known ?? permutationGroupOrder(images, points);
  const factors = factorsOfPermutations(images, points, order);
  if (order <= BigInt(LARGEST_TABLE)) {
    const table = tableOfPermutations(images, new StabiliserChain(images, points));
    return identityOfTable(table, factors);
  }
  const abelian = factors.others.length === 0;
  return {
    ...nameOfFactors(factors),
    order,
    ...(abelian ? { abelianInvariants: invariantFactors(factors.cyclic) } : {}),
  };
}

function isPermutation(value: unknown): boolean {
  return Array.isArray(value) && isPermutationArray(value);
}

function isPermutationArray(value: ArrayLike<unknown>): boolean {
  const seen = new Set<unknown>();
  for (let k = 0; k < value.length; k++) {
    const image = value[k];
    if (!Number.isInteger(image) || (image as number) < 0 || (image as number) >= value.length) {
      return false;
    }
    seen.add(image);
  }
  return seen.size === value.length;
}
