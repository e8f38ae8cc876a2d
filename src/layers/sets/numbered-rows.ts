/**
 * N rows from one vector: row i is z W + e_i, with e_i learned. It is the linear map of z beside a
 * one-hot code of i, without forming either.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import { heUniform } from "../../tensors/index.js";
import type { Layer } from "../layer.js";

/** [batch, inputs] to [batch, rows, outputs]. */
export function numberedRows(
  stream: RandomStream,
  inputs: number,
  rows: number,
  outputs: number,
): Layer {
  const { matrix, numbers } = tf.tidy(() => {
    const first = heUniform(stream, [inputs + rows, outputs]);
    return {
      matrix: tf.variable(tf.slice(first, [0, 0], [inputs, outputs])),
      numbers: tf.variable(tf.slice(first, [inputs, 0], [rows, outputs])),
    };
  });
  return {
    weights: { matrix, numbers },
    statistics: {},
    apply: (z) => {
      if (z.rank !== 2 || z.shape[1] !== inputs) {
        throw new ShapeError(
          `numberedRows: got z of shape [${z.shape}]; expected [batch, ${inputs}].`,
        );
      }
      return tf.tidy(() => {
        const product = tf.matMul(z as tf.Tensor2D, matrix as unknown as tf.Tensor2D);
        return tf.add(tf.expandDims(product, 1), numbers);
      });
    },
  };
}
