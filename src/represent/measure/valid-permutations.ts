/** The share of matrices that are permutations: soft ones and those of ties may not be. Reads tensors. */
import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

/**
 * @param matrices [batch, N, N] @param tolerance of each entry from 0 or 1; default 10⁻⁴
 * @throws ShapeError for another shape, or no matrix
 */
export function validPermutationShare(matrices: tf.Tensor, tolerance = 1e-4): number {
  const [batch, count, columns] = matrices.shape;
  if (matrices.rank !== 3 || count !== columns || matrices.size === 0) {
    throw new ShapeError(
      `validPermutationShare: got matrices of shape [${matrices.shape}]; expected [batch, N, N], none of them 0.`,
    );
  }
  const values = matrices.dataSync();
  let valid = 0;
  for (let sample = 0; sample < batch; sample++) {
    const own = values.subarray(sample * count * count, (sample + 1) * count * count);
    if (isPermutation(own, count, tolerance)) valid++;
  }
  return valid / batch;
}

function isPermutation(entries: ArrayLike<number>, count: number, tolerance: number): boolean {
  const taken = new Set<number>();
  for (let row = 0; row < count; row++) {
    let ones = 0;
    for (let column = 0; column < count; column++) {
      const entry = entries[row * count + column];
      if (Math.abs(entry - 1) <= tolerance) {
        ones++;
        taken.add(column);
      } else if (!(Math.abs(entry) <= tolerance)) return false;
    }
    if (ones !== 1) return false;
  }
  return taken.size === count;
}
