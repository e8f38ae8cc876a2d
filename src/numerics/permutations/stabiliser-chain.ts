/**
 * Groups of permutations by a chain of stabilisers (Sims 1970; Knuth, Efficient representation of
 * perm groups, 1991).
 *
 * | symbol | name         | meaning                                                      |
 * | b_k    | base         | points; the group at link k fixes b_0 … b_{k−1}               |
 * | S_k    | generators   | of the group at link k                                       |
 * | u_p    | transversal  | an element of that group with u_p(b_k) = p                    |
 *
 * |G| is the product of the orbit lengths of b_k; the chain is complete when every Schreier
 * generator u_{s(p)}⁻¹ s u_p is a product of the transversals further down.
 */
import { composePermutations, inversePermutation, requirePermutation } from "./permutation.js";

interface Link {
  readonly base: number;
  readonly generators: Int32Array[];
  readonly orbit: number[];
  readonly transversal: Map<number, Int32Array>;
  /** u_p⁻¹ for each p. */
  readonly back: Map<number, Int32Array>;
}

/** Memory: an n-vector for each point of each orbit; for groups on up to a few hundred points. */
export class StabiliserChain {
  readonly #n: number;
  readonly #links: Link[] = [];

  /** @throws DomainError for a generator that is no permutation of 0 … n − 1 */
  constructor(generators: readonly ArrayLike<number>[], n: number) {
    this.#n = n;
    generators.forEach((generator, k) => {
      requirePermutation(`StabiliserChain: generators[${k}]`, generator, n);
      const permutation = Int32Array.from(generator);
      if (!this.#lies(permutation, 0)) this.#extend(0, permutation);
    });
  }

  get order(): bigint {
    return this.#links.reduce((product, { orbit }) => product * BigInt(orbit.length), 1n);
  }

  get base(): Int32Array {
    return Int32Array.from(this.#links, ({ base }) => base);
  }

  /** @throws DomainError for what is no permutation of 0 … n − 1 */
  contains(permutation: ArrayLike<number>): boolean {
    requirePermutation("StabiliserChain.contains: the argument", permutation, this.#n);
    return this.#lies(Int32Array.from(permutation), 0);
  }

  /** Whether it is a product of transversals from a link on. */
  #lies(permutation: Int32Array, from: number): boolean {
    let rest = permutation;
    for (let k = from; k < this.#links.length; k++) {
      const { base, back } = this.#links[k];
      const image = rest[base];
      if (image === base) continue;
      const step = back.get(image);
      if (step === undefined) return false;
      rest = composePermutations(step, rest);
    }
    return rest.every((image, v) => image === v);
  }

  /** Adds a generator of the group at a link, which it is not yet in, and completes the chain. */
  #extend(at: number, generator: Int32Array): void {
    if (at === this.#links.length) {
      const base = generator.findIndex((image, v) => image !== v);
      const identity = Int32Array.from({ length: this.#n }, (_, v) => v);
      this.#links.push({
        base,
        generators: [],
        orbit: [base],
        transversal: new Map([[base, identity]]),
        back: new Map([[base, identity]]),
      });
    }
    const link = this.#links[at];
    const known = link.orbit.length;
    link.generators.push(generator);
    for (let i = 0; i < link.orbit.length; i++) {
      const p = link.orbit[i];
      for (const s of i < known ? [generator] : link.generators) {
        const moved = composePermutations(s, link.transversal.get(p)!);
        const q = s[p];
        const back = link.back.get(q);
        if (back === undefined) {
          link.orbit.push(q);
          link.transversal.set(q, moved);
          link.back.set(q, inversePermutation(moved));
        } else {
          const schreier = composePermutations(back, moved);
          if (!this.#lies(schreier, at + 1)) this.#extend(at + 1, schreier);
        }
      }
    }
  }
}

/**
 * How many permutations the generators generate, exactly.
 * @throws DomainError for a generator that is no permutation of 0 … n − 1
 */
export function permutationGroupOrder(generators: readonly ArrayLike<number>[], n: number): bigint {
  return new StabiliserChain(generators, n).order;
}
