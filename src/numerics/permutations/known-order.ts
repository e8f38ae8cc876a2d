/**
 * How many ways a group of permutations, whose order is known, moves some of its points: the
 * stabiliser chain of random elements (Sims 1970; Leon, Mathematics of Computation 35, 1980), which
 * is complete as soon as its orbits multiply to the order. Nothing is left to chance but the time.
 *
 * | symbol | name   | meaning                                                              |
 * | b_k    | base   | the points in question, then all others                              |
 * | Δ_k    | orbit  | of b_k under what was met of the stabiliser of b_0 … b_{k−1}          |
 *
 * |G| = Π |Δ_k| over all k, and what G does on b_0 … b_{m−1} has order Π_{k<m} |Δ_k|.
 */
import { RandomStream } from "../random/random-stream.js";
import { composePermutations, inversePermutation } from "./permutation.js";

interface Link {
  readonly base: number;
  readonly generators: Int32Array[];
  readonly orbit: number[];
  /** An element that takes each point of the orbit back to the base. */
  readonly back: Map<number, Int32Array>;
}

/** So many random elements in vain: the group is smaller than it was said to be. */
const PATIENCE = 60;

/**
 * The order of what the group does on `points`.
 *
 * Time: some n elements of n points each. Memory: as for a `StabiliserChain`.
 * @param order of the group that the generators generate
 * @returns undefined where `order` is not its order
 */
export function orderOnPoints(
  generators: readonly Int32Array[],
  n: number,
  order: bigint,
  points: readonly number[],
): bigint | undefined {
  const among = new Set(points);
  const links: Link[] = [...among].map(linkAt);
  for (let point = 0; point < n; point++) if (!among.has(point)) links.push(linkAt(point));
  const next = randomElements(generators, n);
  let found = 1n;
  for (let vain = 0; found < order && vain < PATIENCE; vain++) {
    const place = sifted(links, next());
    if (place === undefined) continue;
    vain = 0;
    const { link, rest } = place;
    const before = BigInt(link.orbit.length);
    extend(link, rest);
    found = (found / before) * BigInt(link.orbit.length);
  }
  if (found !== order) return undefined;
  let onPoints = 1n;
  for (let k = 0; k < among.size; k++) onPoints *= BigInt(links[k].orbit.length);
  return onPoints;
}

function linkAt(base: number): Link {
  return { base, generators: [], orbit: [base], back: new Map() };
}

/** What is left of an element where the chain does not hold it; undefined where it does. */
function sifted(
  links: readonly Link[],
  element: Int32Array,
): { link: Link; rest: Int32Array } | undefined {
  let rest = element;
  for (const link of links) {
    const image = rest[link.base];
    if (image === link.base) continue;
    const step = link.back.get(image);
    if (step === undefined) return { link, rest };
    rest = composePermutations(step, rest);
  }
  return undefined;
}

/** The orbit with one more generator. */
function extend({ base, generators, orbit, back }: Link, generator: Int32Array): void {
  const known = orbit.length;
  generators.push(generator);
  const inverses = generators.map(inversePermutation);
  for (let i = 0; i < orbit.length; i++) {
    const p = orbit[i];
    for (let s = i < known ? generators.length - 1 : 0; s < generators.length; s++) {
      const q = generators[s][p];
      if (q === base || back.has(q)) continue;
      orbit.push(q);
      const home = back.get(p);
      back.set(q, home === undefined ? inverses[s] : composePermutations(home, inverses[s]));
    }
  }
}

/** Product replacement with an accumulator (Celler et al. 1995; Leedham-Green & Murray 2002). */
function randomElements(generators: readonly Int32Array[], n: number): () => Int32Array {
  if (generators.length === 0) return () => Int32Array.from({ length: n }, (_, v) => v);
  const random = RandomStream.fromSeed(0);
  const slots = Array.from(
    { length: Math.max(11, generators.length) },
    (_, k) => generators[k % generators.length],
  );
  let product = slots[0];
  const next = (): Int32Array => {
    const i = random.integer(slots.length);
    const other = random.integer(slots.length - 1);
    const j = other < i ? other : other + 1;
    const factor = random.uniform() < 0.5 ? slots[j] : inversePermutation(slots[j]);
    slots[i] =
      random.uniform() < 0.5
        ? composePermutations(slots[i], factor)
        : composePermutations(factor, slots[i]);
    product = composePermutations(product, slots[i]);
    return product;
  };
  for (let k = 0; k < 10 * slots.length; k++) next();
  return next;
}
