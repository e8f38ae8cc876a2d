/** Permutations of 0 … n − 1 as arrays: entry v is the image of v. */
import { DomainError, ShapeError } from "../../errors.js";

export function identityPermutation(n: number): Int32Array {
  const identity = new Int32Array(n);
  for (let v = 0; v < n; v++) identity[v] = v;
  return identity;
}

/**
 * v ↦ outer[inner[v]].
 * @throws ShapeError when their lengths differ
 */
export function composePermutations(
  outer: ArrayLike<number>,
  inner: ArrayLike<number>,
): Int32Array {
  if (outer.length !== inner.length) {
    throw new ShapeError(
      `composePermutations: got permutations of ${outer.length} and ${inner.length} points; expected as many.`,
    );
  }
  const composed = new Int32Array(inner.length);
  for (let v = 0; v < composed.length; v++) composed[v] = outer[inner[v]];
  return composed;
}

/** @throws DomainError unless it is a permutation of 0 … n − 1 */
export function inversePermutation(permutation: ArrayLike<number>): Int32Array {
  requirePermutation("inversePermutation", permutation, permutation.length);
  const inverse = new Int32Array(permutation.length);
  for (let v = 0; v < permutation.length; v++) inverse[permutation[v]] = v;
  return inverse;
}

export function requirePermutation(what: string, permutation: ArrayLike<number>, n: number): void {
  if (permutation.length !== n) {
    throw new DomainError(
      `${what} has ${permutation.length} entries; expected a permutation of 0 … ${n - 1}.`,
    );
  }
  const seen = new Uint8Array(n);
  for (let v = 0; v < n; v++) {
    const image = permutation[v];
    if (!Number.isInteger(image) || image < 0 || image >= n) {
      throw new DomainError(
        `${what} maps ${v} to ${image}; expected a permutation of 0 … ${n - 1}.`,
      );
    }
    if (seen[image]++ > 0) {
      throw new DomainError(
        `${what} takes the value ${image} twice, at ${v} the second time; expected a permutation.`,
      );
    }
  }
}
