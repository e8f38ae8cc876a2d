/** Orbits of a group of permutations on points and on ordered pairs of points, from generators. */
import { OrbitPartition } from "./orbit-partition.js";
import { requirePermutation } from "./permutation.js";

/**
 * The least member of its orbit, for each of 0 … n − 1.
 * @throws DomainError for a generator that is no permutation of 0 … n − 1
 */
export function orbits(generators: readonly ArrayLike<number>[], n: number): Int32Array {
  const partition = new OrbitPartition(n);
  generators.forEach((generator, k) => {
    requirePermutation(`orbits: generators[${k}]`, generator, n);
    partition.joinImages(generator);
  });
  return partition.toArray(n);
}

/**
 * Orbits on ordered pairs, n × n row-major: entry i n + j is the least i′ n + j′ of the orbit of
 * (i, j). Costs O(n²) for each generator; the group is not listed.
 * @throws DomainError for a generator that is no permutation of 0 … n − 1
 */
export function orbitals(generators: readonly ArrayLike<number>[], n: number): Int32Array {
  const partition = new OrbitPartition(n * n);
  generators.forEach((generator, k) => {
    requirePermutation(`orbitals: generators[${k}]`, generator, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) partition.join(i * n + j, generator[i] * n + generator[j]);
    }
  });
  return partition.toArray(n * n);
}
