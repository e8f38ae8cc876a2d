/** Names of groups of permutations that are too large for a table. */
import { permutationGroupOrder, StabiliserChain } from "../../numerics/index.js";
import type { GroupName } from "./identity.js";
import { multiplicativeOrder, splitName } from "./known/cyclic-extensions.js";
import { wreathName } from "./known/wreath-candidates.js";
import { factorsOfTable, type NamedFactors, nameOfFactors } from "./name-table.js";
import {
  blockSystem,
  type Images,
  independentSets,
  movedOrbits,
  restricted,
  wreathParts,
} from "./permutation-blocks.js";
import { primesOf } from "./table/abelian.js";
import { LARGEST_TABLE, tableOfPermutations } from "./table/group-table.js";

/** Stabiliser chains of all permutations of more points would fill the memory. */
const LARGEST_CHAIN = 250;

/** The product over independent sets of orbits. */
export function factorsOfPermutations(
  generators: readonly Images[],
  points: number,
  order: bigint,
): NamedFactors {
  const sets = independentSets(generators, points, LARGEST_CHAIN);
  const parts = sets.map((set) => {
    const within = restricted(generators, set);
    const known = sets.length === 1 ? order : orderOf(within, set.length);
    return part(within, set.length, known);
  });
  return {
    cyclic: parts.flatMap(({ cyclic }) => cyclic),
    others: parts.flatMap(({ others }) => others),
  };
}

function part(
  generators: readonly Images[],
  points: number,
  order: bigint | undefined,
): NamedFactors {
  if (order === undefined) return unnamed(0n);
  if (order <= BigInt(LARGEST_TABLE)) {
    const chain = new StabiliserChain(generators, points);
    return factorsOfTable(tableOfPermutations(generators, chain));
  }
  for (const orbit of movedOrbits(generators, points).sort((a, b) => a.length - b.length)) {
    const within = restricted(generators, orbit);
    const faithful = orbit.length === points || orderOf(within, orbit.length) === order;
    if (!faithful) continue;
    const name = transitive(within, orbit.length, order);
    if (name !== undefined) return { cyclic: [], others: [{ ...name, order }] };
  }
  return unnamed(order);
}

function unnamed(order: bigint): NamedFactors {
  const name = `group of order ${order}`;
  return { cyclic: [], others: [{ name, aliases: [], certain: false, order }] };
}

/** undefined when there are too many points to count. */
function orderOf(generators: readonly Images[], points: number): bigint | undefined {
  if (isSymmetric(generators, points)) return factorial(points);
  return points <= LARGEST_CHAIN ? permutationGroupOrder(generators, points) : undefined;
}

/**
 * Whether a generator exchanges two points and the least block of the two is everything. Points
 * that G can exchange form blocks, so that G has all transpositions then.
 */
function isSymmetric(generators: readonly Images[], points: number): boolean {
  for (const g of generators) {
    const moved: number[] = [];
    for (let k = 0; k < points && moved.length < 3; k++) if (g[k] !== k) moved.push(k);
    if (moved.length !== 2) continue;
    return blockSystem(generators, points, moved[0], moved[1]).every((block) => block === 0);
  }
  return false;
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
  if (points > LARGEST_CHAIN) return undefined;
  const parts = wreathParts(generators, points, order);
  if (parts === undefined) return undefined;
  const named = (of: readonly Images[], degree: number): GroupName =>
    nameOfFactors(factorsOfPermutations(of, degree, permutationGroupOrder(of, degree)));
  const inner = named(parts.inner, parts.innerPoints);
  const outer = named(parts.outer, parts.blocks);
  return {
    name: wreathName(inner.name, outer.name),
    aliases: [],
    certain: inner.certain && outer.certain,
  };
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

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return product;
}
