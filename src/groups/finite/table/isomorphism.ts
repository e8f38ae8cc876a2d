/**
 * Isomorphisms of groups by their tables: the images of a few generators are tried among the
 * elements that look alike, and each choice is carried through the whole group.
 */
import type { GroupTable } from "./group-table.js";
import { conjugacyClasses, generated } from "./subgroups.js";

/** The image of each element of a in b; undefined when the groups are not isomorphic. */
export function groupIsomorphism(a: GroupTable, b: GroupTable): Int32Array | undefined {
  if (a.order !== b.order) return undefined;
  const numbers = new Map<string, number>();
  const looksA = looks(a, numbers);
  const looksB = looks(b, numbers);
  const known = numbers.size;
  const frequency = new Int32Array(known);
  const other = new Int32Array(known);
  for (const look of looksA) frequency[look]++;
  for (const look of looksB) other[look]++;
  if (frequency.some((count, look) => count !== other[look])) return undefined;
  const generators = rareGenerators(a, looksA, frequency);
  const candidates = generators.map((g) => indicesOf(looksB, looksA[g]));
  if (candidates.length > 0) candidates[0] = oneOfEachClass(b, candidates[0]);
  const images: number[] = [];
  const extend = (): Int32Array | undefined => {
    const map = carried(a, b, generators.slice(0, images.length), images);
    if (map === undefined) return undefined;
    if (images.length === generators.length) return map;
    for (const image of candidates[images.length]) {
      images.push(image);
      const found = extend();
      if (found !== undefined) return found;
      images.pop();
    }
    return undefined;
  };
  return extend();
}

/** What every isomorphism keeps: orders and class sizes of an element's powers, and its number of roots. */
function looks(group: GroupTable, numbers: Map<string, number>): Int32Array {
  const { of, sizes } = conjugacyClasses(group);
  const roots = new Int32Array(group.order);
  const cubes = new Int32Array(group.order);
  for (let i = 0; i < group.order; i++) {
    const square = group.product(i, i);
    roots[square]++;
    cubes[group.product(square, i)]++;
  }
  return Int32Array.from({ length: group.order }, (_, i) => {
    const parts = [group.elementOrders[i]];
    for (let power = i; power !== 0; power = group.product(power, i)) {
      parts.push(sizes[of[power]], roots[power], cubes[power]);
    }
    const text = parts.join();
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text)!;
  });
}

/** Elements that generate the group, each time one of the rarest look that adds most. */
function rareGenerators(group: GroupTable, looksOf: Int32Array, frequency: Int32Array): number[] {
  const chosen: number[] = [];
  let reached = 1;
  while (reached < group.order) {
    let best = { element: -1, size: 0, cost: Number.POSITIVE_INFINITY };
    const tried = new Set<number>();
    for (let i = 1; i < group.order; i++) {
      if (tried.has(looksOf[i])) continue;
      const size = generated(group, [...chosen, i]).length;
      if (size === reached) continue;
      tried.add(looksOf[i]);
      const cost = Math.log(frequency[looksOf[i]] + 1) / Math.log(size / reached);
      if (cost < best.cost) best = { element: i, size, cost };
    }
    chosen.push(best.element);
    reached = best.size;
  }
  return chosen;
}

function indicesOf(values: Int32Array, value: number): number[] {
  const out: number[] = [];
  values.forEach((v, i) => {
    if (v === value) out.push(i);
  });
  return out;
}

function oneOfEachClass(group: GroupTable, elements: readonly number[]): number[] {
  const { of } = conjugacyClasses(group);
  return elements.filter((i, k) => elements.findIndex((j) => of[j] === of[i]) === k);
}

/** The map of ⟨generators⟩ with the given images (−1 outside), when it is one and injective. */
function carried(
  a: GroupTable,
  b: GroupTable,
  generators: readonly number[],
  images: readonly number[],
): Int32Array | undefined {
  const map = new Int32Array(a.order).fill(-1);
  const taken = new Uint8Array(b.order);
  map[0] = 0;
  taken[0] = 1;
  const list = [0];
  for (let k = 0; k < list.length; k++) {
    for (let s = 0; s < generators.length; s++) {
      const next = a.product(generators[s], list[k]);
      const image = b.product(images[s], map[list[k]]);
      if (map[next] === -1) {
        if (taken[image] === 1) return undefined;
        map[next] = image;
        taken[image] = 1;
        list.push(next);
      } else if (map[next] !== image) return undefined;
    }
  }
  return map;
}
