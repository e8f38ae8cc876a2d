/** Elements in and out of the tensors that carry them. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { Vector } from "../../numerics/index.js";

/** Sample k of a batch, in Float64. @throws DomainError for a sample that is not there, or not finite */
export function sampleOf(tensor: tf.Tensor, k: number): Float64Array {
  const [batch, ...shape] = tensor.shape;
  if (!Number.isInteger(k) || k < 0 || k >= batch) {
    throw new DomainError(
      `elementAt: got sample ${k}; expected a whole number from 0 to ${batch - 1}.`,
    );
  }
  const begin = [k, ...shape.map(() => 0)];
  const row = tf.slice(tensor, begin, [1, ...shape]);
  const values = Float64Array.from(row.dataSync());
  row.dispose();
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `elementAt: the pose of sample ${k} has ${values[bad]} at entry ${bad}; expected finite numbers. Look for NaN or Infinity in that sample, or in the weights of the encoder.`,
    );
  }
  return values;
}

/** g⁻¹ = gᵀ, for rotations and permutations as matrices [batch, n, n]. */
export function transposes([matrices]: readonly tf.Tensor[]): readonly tf.Tensor[] {
  return [tf.transpose(matrices, [0, 2, 1])];
}

/** [batch, …shape] of one row of numbers for each sample. */
export function batchOf(rows: readonly Vector[], shape: readonly number[]): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, k) => {
    data.set(row, k * size);
  });
  return tf.tensor(data, [rows.length, ...shape], "float32");
}
