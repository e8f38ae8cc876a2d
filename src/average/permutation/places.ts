/**
 * From what a canonical labelling says of an input's vertices to what a pose says of the
 * places of its form: place k of the form holds vertex order[k].
 */
import { inversePermutation, orbitals, orbits } from "../../graphs/index.js";
import type { PermutationPose } from "../minimal/permutation-pose.js";

/** Permutations of vertices, each vertex ↦ image, as permutations of the places in `order`. */
export function onPlaces(
  generators: readonly Int32Array[],
  order: Int32Array,
): readonly Int32Array[] {
  const place = inversePermutation(order);
  return generators.map((generator) => order.map((vertex) => place[generator[vertex]]));
}

/** The orbits of places, and of pairs of them when they are asked for. */
export function placeOrbits(
  generators: readonly Int32Array[],
  n: number,
): Pick<PermutationPose<unknown>, "blocks" | "orbitals"> {
  let kept: Int32Array | undefined;
  return {
    blocks: orbits(generators, n),
    orbitals(): Int32Array {
      kept ??= orbitals(generators, n);
      return kept;
    },
  };
}
