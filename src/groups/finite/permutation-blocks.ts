/**
 * Groups of permutations that are too large to list, by how they move points: as a product over
 * sets of orbits, on one orbit alone, as all permutations or all even ones, as a wreath product.
 *
 * Each claim rests on an order: a subgroup of S_m with m! elements is S_m, with m! / 2 it is A_m;
 * a transitive group with k blocks lies in H ≀ K (H: what the stabiliser of a block does in it,
 * K: what happens to the blocks), and is that when |G| = |H|^k |K|.
 */
import { OrbitPartition, orbits, permutationGroupOrder } from "../../numerics/index.js";

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

/**
 * Sets of orbits such that the group is the product of what it does on each. Generators that move
 * several orbits keep them together, unless an orbit's order shows that it goes alone; which is
 * asked for up to `largestChain` points.
 */
export function independentSets(
  generators: readonly Images[],
  n: number,
  largestChain: number,
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
  return [...sets.values()].flatMap((together) =>
    together.flat().length > largestChain ? [together.flat()] : separated(generators, together),
  );
}

function separated(generators: readonly Images[], together: readonly number[][]): number[][] {
  const order = (points: readonly number[]): bigint =>
    permutationGroupOrder(restricted(generators, points), points.length);
  let rest = [...together];
  const alone: number[][] = [];
  for (const points of together) {
    if (rest.length === 1) break;
    const others = rest.filter((set) => set !== points);
    if (order(points) * order(others.flat()) !== order(rest.flat())) continue;
    alone.push(points);
    rest = others;
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

export interface WreathParts {
  readonly inner: Images[];
  readonly innerPoints: number;
  readonly outer: Images[];
  readonly blocks: number;
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
    const parts = partsOf(generators, system, names);
    const within = permutationGroupOrder(parts.inner, parts.innerPoints);
    const among = permutationGroupOrder(parts.outer, parts.blocks);
    if (within ** BigInt(parts.blocks) * among === order) return parts;
  }
  return undefined;
}

/** Blocks are named by their least points. */
function partsOf(
  generators: readonly Images[],
  system: Int32Array,
  names: readonly number[],
): WreathParts {
  const number = new Map(names.map((name, k) => [name, k]));
  const outer = generators.map((g) =>
    Int32Array.from(names, (name) => number.get(system[g[name]])!),
  );
  const points: number[] = [];
  system.forEach((name, point) => {
    if (name === system[0]) points.push(point);
  });
  // Schreier generators of the stabiliser of the first block, on its points.
  const there: (readonly number[] | undefined)[] = names.map(() => undefined);
  there[0] = points;
  const reached = [0];
  const inner: Images[] = [];
  for (let k = 0; k < reached.length; k++) {
    const images = there[reached[k]]!;
    generators.forEach((g, s) => {
      const block = outer[s][reached[k]];
      const moved = images.map((point) => g[point]);
      const known = there[block];
      if (known === undefined) {
        there[block] = moved;
        reached.push(block);
        return;
      }
      const place = new Map(known.map((point, p) => [point, p]));
      inner.push(Int32Array.from(moved, (point) => place.get(point)!));
    });
  }
  return {
    inner: inner.filter((g) => g.some((image, k) => image !== k)),
    innerPoints: points.length,
    outer: outer.filter((g) => g.some((image, k) => image !== k)),
    blocks: names.length,
  };
}
