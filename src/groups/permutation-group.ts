/**
 * Groups of permutations.
 *
 * | symbol | name here        | meaning                          |
 * | π      | Permutation      | π(i) = permutation[i], i from 0  |
 * | π ρ    | compose(π, ρ)    | (π ρ)(i) = π(ρ(i))               |
 */
import { DomainError, ShapeError } from "../errors.js";
import { finiteGroup } from "./finite-group.js";
import type { FiniteGroup } from "./group.js";

/** Where each point goes: point i goes to permutation[i]. */
export type Permutation = readonly number[];

/**
 * The group that the permutations generate, all of the same degree (number of
 * points). For the trivial group give the identity permutation.
 * @throws DomainError for no generator, or for one that is no permutation;
 *   ShapeError for different degrees
 */
export function permutationGroup(
  name: string,
  generators: readonly Permutation[],
): FiniteGroup<Permutation> {
  if (generators.length === 0) {
    throw new DomainError(
      `permutationGroup: got no generator for "${name}"; expected at least one, for the degree. The identity alone makes the trivial group.`,
    );
  }
  const degree = generators[0].length;
  generators.forEach((generator, k) => {
    requirePermutation("permutationGroup", `generators[${k}]`, generator);
    if (generator.length !== degree) {
      throw new ShapeError(
        `permutationGroup: generators[${k}] moves ${generator.length} points, generators[0] ${degree}; expected the same degree.`,
      );
    }
  });
  return finiteGroup<Permutation>({
    name,
    identity: Array.from({ length: degree }, (_, i) => i),
    generators: generators.map((generator) => Array.from(generator)),
    compose: (a, b) => b.map((point) => a[point]),
    inverse: (a) => {
      const out: number[] = new Array(a.length);
      a.forEach((image, point) => {
        out[image] = point;
      });
      return out;
    },
    key: (a) => a.join(),
  });
}

/** @throws DomainError unless `value` holds each of 0 … n − 1 once */
export function requirePermutation(
  caller: string,
  argument: string,
  value: readonly number[],
): void {
  const seen = new Set<number>();
  value.forEach((image, point) => {
    if (!Number.isInteger(image) || image < 0 || image >= value.length || seen.has(image)) {
      throw new DomainError(
        `${caller}: ${argument} sends point ${point} to ${image}; expected a permutation, each of 0 … ${value.length - 1} once.`,
      );
    }
    seen.add(image);
  });
}
