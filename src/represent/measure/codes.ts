/** Codes of many samples, part by part, in Float64: what classifiers and pictures are given. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import type { Autoencoder } from "../autoencoder.js";

/**
 * One row for each sample. Reads tensors.
 * @param x [samples, …] @param batch samples at a time; default 256
 * @throws DomainError for no samples, or a batch that is not a whole number from 1 on
 */
export function codesOf(autoencoder: Pick<Autoencoder, "code">, x: tf.Tensor, batch = 256): Matrix {
  const count = x.shape[0];
  if (count === 0 || !Number.isSafeInteger(batch) || batch < 1) {
    throw new DomainError(
      `codesOf: got ${count} samples and batches of ${batch}; expected 1 or more of each.`,
    );
  }
  const rest = x.shape.slice(1);
  const parts: Float32Array[] = [];
  for (let start = 0; start < count; start += batch) {
    const part = tf.tidy(() => {
      const size = [Math.min(batch, count - start), ...rest];
      return autoencoder.code(tf.slice(x, [start, ...rest.map(() => 0)], size));
    });
    parts.push(part.dataSync() as Float32Array);
    part.dispose();
  }
  const width = parts.reduce((sum, { length }) => sum + length, 0) / count;
  const data = new Float64Array(count * width);
  let offset = 0;
  for (const part of parts) {
    data.set(part, offset);
    offset += part.length;
  }
  return new Matrix(count, width, data);
}
