/**
 * Groups of permutations that are too large to list, by how they move points: as a product over
 * sets of orbits, on one orbit alone, as all permutations or all even ones, as a wreath product.
 *
 * Each claim rests on an order: a subgroup of S_m with m! elements is S_m, with m! / 2 it is A_m;
 * a transitive group with k blocks lies in H ≀ K (H: what the stabiliser of a block does in it,
 * K: what happens to the blocks), and is that when |G| = |H|^k |K|.
 */
import {
  composePermutations,
  identityPermutation,
  inversePermutation,
  OrbitPartition,
  orbits,
  orderOnPoints,
  permutationGroupOrder,
} from "../../numerics/index.js";

export type Images = Int32Array;

/** The generators on an invariant set of points, renumbered in its order; those that move none left out. */
export function restricted(generators: readonly Images[], points: readonly number[]): Images[] {
  const place = new Map(points.map((point, k) => [point, k]));
  return generators
    .map((g) => Int32Array.from(points, (point) => place.get(g[point])!))
    .filter((g) => g.some((image, k) => image !== k));
}

/** The orbits with more than one point. */
export function movedOrbits(generators: readonly Images[], n: number): number[][] {
  const sets = new Map<number, number[]>();
  orbits(generators, n).forEach((least, point) => {
    sets.set(least, [...(sets.get(least) ?? []), point]);
  });
  return [...sets.values()].filter(({ length }) => length > 1);
}

/** Stabiliser chains on more points would fill the memory. */
const LARGEST_CHAIN = 250;
/** Up to so many points a chain is made without the order of the whole. */
const SHORT_CHAIN = 24;

/** What a group of known order does on some of its n points: its order, or undefined where n is too large to count. */
export function orderOn(
  generators: readonly Images[],
  n: number,
  order: bigint,
  points: readonly number[],
): bigint | undefined {
  if (points.length === n) return order;
  const within = restricted(generators, points);
  if (isSymmetric(within, points.length)) return factorial(points.length);
  if (points.length <= SHORT_CHAIN) return permutationGroupOrder(within, points.length);
  return n <= LARGEST_CHAIN ? orderOnPoints(generators, n, order, points) : undefined;
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

export function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return product;
}

/**
 * Sets of orbits such that the group is the product of what it does on each. Generators that move
 * several orbits keep them together, unless an orbit's order shows that it goes alone.
 */
export function independentSets(
  generators: readonly Images[],
  n: number,
  order: bigint,
): number[][] {
  const moved = movedOrbits(generators, n);
  const joint = new OrbitPartition(moved.length);
  for (const g of generators) {
    const touched: number[] = [];
    moved.forEach((points, k) => {
      if (points.some((point) => g[point] !== point)) touched.push(k);
    });
    joint.joinAll(touched);
  }
  const sets = new Map<number, number[][]>();
  moved.forEach((points, k) => {
    const root = joint.find(k);
    sets.set(root, [...(sets.get(root) ?? []), points]);
  });
  const countOn = (orbitSets: readonly number[][]): bigint | undefined =>
    orbitSets.length === moved.length ? order : orderOn(generators, n, order, orbitSets.flat());
  return [...sets.values()].flatMap((together) => separated(together, countOn));
}

function separated(
  together: readonly number[][],
  countOn: (sets: readonly number[][]) => bigint | undefined,
): number[][] {
  let rest = [...together];
  let whole = rest.length > 1 ? countOn(rest) : undefined;
  const alone: number[][] = [];
  for (const points of together) {
    if (rest.length === 1 || whole === undefined) break;
    const others = rest.filter((set) => set !== points);
    const own = countOn([points]);
    if (own === undefined || whole % own !== 0n) continue;
    if (countOn(others) !== whole / own) continue;
    alone.push(points);
    rest = others;
    whole /= own;
  }
  return [...alone, rest.flat()];
}

/** The block of each point in the finest system of blocks in which a and b share one. */
export function blockSystem(
  generators: readonly Images[],
  n: number,
  a: number,
  b: number,
): Int32Array {
  const blocks = new OrbitPartition(n);
  blocks.join(a, b);
  const pending: [number, number][] = [[a, b]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    for (const g of generators) {
      const [u, v] = [g[pair[0]], g[pair[1]]];
      if (blocks.find(u) === blocks.find(v)) continue;
      blocks.join(u, v);
      pending.push([u, v]);
    }
  }
  return blocks.toArray(n);
}

/** A group H on the points of a block, and K on the blocks. */
export interface WreathParts {
  readonly inner: Images[];
  readonly innerPoints: number;
  readonly innerOrder: bigint;
  readonly outer: Images[];
  readonly blocks: number;
  readonly outerOrder: bigint;
}

/** A transitive group on n points as a wreath product, by its smallest blocks that allow it. */
export function wreathParts(
  generators: readonly Images[],
  n: number,
  order: bigint,
): WreathParts | undefined {
  const tried = new Set<string>();
  for (let b = 1; b < n; b++) {
    const system = blockSystem(generators, n, 0, b);
    const text = system.join();
    if (tried.has(text)) continue;
    tried.add(text);
    const names = [...new Set(system)];
    if (names.length === 1) continue;
    const blocks = names.length;
    const outer = onBlocks(generators, system, names);
    const outerOrder = orderOfBlocks(generators, outer, n, order);
    const stabiliser = blockStabiliser(generators, outer, n);
    const points: number[] = [];
    system.forEach((name, point) => {
      if (name === system[0]) points.push(point);
    });
    const innerOrder = orderOn(stabiliser, n, order / BigInt(blocks), points);
    if (innerOrder === undefined || outerOrder === undefined) continue;
    if (innerOrder ** BigInt(blocks) * outerOrder !== order) continue;
    const inner = restricted(stabiliser, points);
    return { inner, innerPoints: points.length, innerOrder, outer, blocks, outerOrder };
  }
  return undefined;
}

/** Blocks are named by their least points. */
function onBlocks(
  generators: readonly Images[],
  system: Int32Array,
  names: readonly number[],
): Images[] {
  const number = new Map(names.map((name, k) => [name, k]));
  return generators.map((g) => Int32Array.from(names, (name) => number.get(system[g[name]])!));
}

/** Blocks as further points that the group moves. */
function orderOfBlocks(
  generators: readonly Images[],
  outer: readonly Images[],
  n: number,
  order: bigint,
): bigint | undefined {
  const blocks = outer[0].length;
  const both = generators.map((g, s) =>
    Int32Array.from({ length: n + blocks }, (_, k) => (k < n ? g[k] : n + outer[s][k - n])),
  );
  const places = Array.from({ length: blocks }, (_, k) => n + k);
  return orderOn(both, n + blocks, order, places);
}

/** Schreier generators of the stabiliser of the first block. */
function blockStabiliser(
  generators: readonly Images[],
  outer: readonly Images[],
  n: number,
): Images[] {
  const there: (Images | undefined)[] = Array.from(outer[0], () => undefined);
  there[0] = identityPermutation(n);
  const reached = [0];
  const found = new Map<string, Images>();
  for (let k = 0; k < reached.length; k++) {
    generators.forEach((g, s) => {
      const block = outer[s][reached[k]];
      const moved = composePermutations(g, there[reached[k]]!);
      const known = there[block];
      if (known === undefined) {
        there[block] = moved;
        reached.push(block);
        return;
      }
      const kept = composePermutations(inversePermutation(known), moved);
      if (kept.some((image, point) => image !== point)) found.set(kept.join(), kept);
    });
  }
  return [...found.values()];
}
