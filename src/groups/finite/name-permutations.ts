/** Names of groups of permutations that are too large for a table. */
import { StabiliserChain } from "../../numerics/index.js";
import { type GroupName, nameByOrder } from "./identity.js";
import { multiplicativeOrder, splitName } from "./known/cyclic-extensions.js";
import { wreathName } from "./known/wreath-candidates.js";
import { factorsOfTable, identityOfTable, type NamedFactors, nameOfFactors } from "./name-table.js";
import {
  factorial,
  type Images,
  independentSets,
  movedOrbits,
  orderOn,
  restricted,
  wreathParts,
} from "./permutation-blocks.js";
import { primesOf } from "./table/abelian.js";
import { LARGEST_TABLE, tableOfPermutations } from "./table/group-table.js";

/** The product over independent sets of orbits. */
export function factorsOfPermutations(
  generators: readonly Images[],
  points: number,
  order: bigint,
): NamedFactors {
  const sets = independentSets(generators, points, order);
  const orders = sets.map((set) =>
    sets.length === 1 ? order : orderOn(generators, points, order, set),
  );
  if (orders.includes(undefined)) return unnamed(order);
  const parts = sets.map((set, k) => part(restricted(generators, set), set.length, orders[k]!));
  return {
    cyclic: parts.flatMap(({ cyclic }) => cyclic),
    others: parts.flatMap(({ others }) => others),
  };
}

function part(generators: readonly Images[], points: number, order: bigint): NamedFactors {
  if (order <= BigInt(LARGEST_TABLE)) {
    const chain = new StabiliserChain(generators, points);
    return factorsOfTable(tableOfPermutations(generators, chain));
  }
  for (const orbit of movedOrbits(generators, points).sort((a, b) => a.length - b.length)) {
    const within = restricted(generators, orbit);
    if (orderOn(generators, points, order, orbit) !== order) continue;
    const name = transitive(within, orbit.length, order);
    if (name !== undefined) return { cyclic: [], others: [{ ...name, order }] };
  }
  return unnamed(order);
}

function unnamed(order: bigint): NamedFactors {
  const name = nameByOrder(order);
  return { cyclic: [], others: [{ name, aliases: [], certain: false, order }] };
}

function transitive(
  generators: readonly Images[],
  points: number,
  order: bigint,
): GroupName | undefined {
  const all = factorial(points);
  if (order === all) return { name: `S${points}`, aliases: [], certain: true };
  if (2n * order === all) return { name: `A${points}`, aliases: [], certain: true };
  const affine = affineName(points, order);
  if (affine !== undefined) return affine;
  const parts = wreathParts(generators, points, order);
  if (parts === undefined) return undefined;
  const inner = named(parts.inner, parts.innerPoints, parts.innerOrder);
  const outer = named(parts.outer, parts.blocks, parts.outerOrder);
  return {
    name: wreathName(inner.name, outer.name),
    aliases: [],
    certain: inner.certain && outer.certain,
  };
}

function named(generators: readonly Images[], points: number, order: bigint): GroupName {
  if (order > BigInt(LARGEST_TABLE)) {
    return nameOfFactors(factorsOfPermutations(generators, points, order));
  }
  return identityOfTable(tableOfPermutations(generators, new StabiliserChain(generators, points)));
}

/**
 * A transitive group on a prime number p of points with p k elements, k dividing p − 1, has one
 * Sylow p-subgroup (their number is 1 modulo p), so that it lies in AGL(1, p), where k says which.
 */
function affineName(points: number, order: bigint): GroupName | undefined {
  const [p] = primesOf(points);
  if (p !== points || order % BigInt(p) !== 0n) return undefined;
  const k = Number(order / BigInt(p));
  if ((p - 1) % k !== 0) return undefined;
  let r = 2;
  while (multiplicativeOrder(r, p) !== k) r++;
  return splitName(p, k, r);
}
