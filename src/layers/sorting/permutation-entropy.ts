/**
 * How far a matrix of rows and columns that sum to 1 is from a permutation (R. Winter and others,
 * NeurIPS 2022): mean entropy of its columns plus mean entropy of its rows, in nats.
 *
 *   H(P) = (1/N) Σ_j Σ_i h(P_ij) + (1/N) Σ_i Σ_j h(P_ij) = (2/N) Σ_ij h(P_ij),   h(p) = −q log q,  q = p + o
 *
 * Facts: a permutation has about 0, equal parts have 2 log N. For a permutation with a slope that goes
 * straight through it the value says nothing, but the slope does: −log q − 1 is −1 at entries 1 and
 * 15.1 at entries 0, a fixed push towards sharpness.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

/** H, [batch]. @param matrix P, [batch, N, N] @param offset o, which keeps logarithms finite; default 1e-7 */
export function permutationEntropy(matrix: tf.Tensor, offset = 1e-7): tf.Tensor {
  const [batch, count, columns] = matrix.shape;
  if (matrix.rank !== 3 || count !== columns) {
    throw new ShapeError(
      `permutationEntropy: got a matrix of shape [${matrix.shape}]; expected [batch, N, N].`,
    );
  }
  return tf.tidy(() => {
    const raised = tf.add(tf.reshape(matrix, [batch, count * count]), offset);
    return tf.mul(tf.sum(tf.mul(raised, tf.log(raised)), 1), -2 / count);
  });
}
