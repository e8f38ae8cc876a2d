/**
 * S_n for any n, as a group whose elements are not listed: 20! of them are too many. For n ≤ 8
 * `symmetricGroup` lists them.
 */
import { DomainError } from "../errors.js";
import type { RandomStream } from "../numerics/index.js";
import type { Group } from "./group.js";
import type { Permutation } from "./permutation-group.js";

/** All permutations of n points, drawn uniformly. @throws DomainError unless n is a whole number from 1 on */
export function allPermutations(n: number): Group<Permutation> {
  if (!Number.isSafeInteger(n) || n < 1) {
    throw new DomainError(`allPermutations: got ${n}; expected a whole number from 1 on.`);
  }
  return {
    name: `S${n}`,
    identity: Array.from({ length: n }, (_, i) => i),
    compose: (a, b) => b.map((point) => a[point]),
    inverse: (a) => {
      const out = new Array<number>(a.length);
      a.forEach((image, point) => {
        out[image] = point;
      });
      return out;
    },
    equals: (a, b) => a.length === b.length && a.every((image, point) => image === b[point]),
    sample: (random: RandomStream) => random.permutation(n),
  };
}
