/**
 * The permutation P with the largest Σ_ij P_ij L_ij for each sample, exactly, by shortest augmenting
 * paths in Float64. It has no slope, and it reads the logits on the host, which a plan refuses.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import { exactAssignment, Matrix } from "../../numerics/index.js";

/**
 * @param logits [batch, N, N] @returns [batch, N, N]; of equally good permutations always the same one
 * @throws ShapeError for another shape, DomainError for logits that are not finite
 */
export function assignmentMatrix(logits: tf.Tensor): tf.Tensor {
  const [batch, count, columns] = logits.shape;
  if (logits.rank !== 3 || count !== columns) {
    throw new ShapeError(
      `assignmentMatrix: got logits of shape [${logits.shape}]; expected [batch, N, N].`,
    );
  }
  const values = logits.dataSync();
  const size = count * count;
  const chosen = new Float32Array(batch * size);
  for (let sample = 0; sample < batch; sample++) {
    const own = values.subarray(sample * size, (sample + 1) * size);
    const cost = new Matrix(
      count,
      count,
      Float64Array.from(own, (logit) => -logit),
    );
    exactAssignment(cost).assignment.forEach((column, row) => {
      chosen[sample * size + row * count + column] = 1;
    });
  }
  return tf.tensor3d(chosen, [batch, count, count]);
}
