/**
 * Activations that turn with the picture: ReLU of scalars, and of vectors their lengths less a
 * threshold, with the same direction,
 *
 *   v ↦ max(‖v‖ − b, 0) v / ‖v‖,   b = β²,   0 ↦ 0.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "../layer.js";
import { channelMatrices, matrixOf, spreadRow } from "./channel-matrices.js";
import { channelsOf, type PlanarFields, requireFields } from "./planar-fields.js";

export interface NormReluOptions {
  /** b at first, where lengths have a mean square of 1; default 0.25. */
  readonly threshold?: number;
}

/** [batch, height, width, channels] to the same; a β for each vector. */
export function normRelu(fields: PlanarFields, { threshold = 0.25 }: NormReluOptions = {}): Layer {
  requireFields("normRelu", "fields", fields);
  const channels = channelsOf(fields);
  const { spreadVectors, together, isScalar } = channelMatrices(fields);
  const count = spreadVectors.rows;
  if (count === 0) return { weights: {}, statistics: {}, apply: (x) => tf.relu(x) };
  const root = tf.tidy(() => tf.variable(tf.fill([count], Math.sqrt(threshold))));
  return {
    weights: { root },
    statistics: {},
    apply: (x) =>
      tf.tidy(() => {
        const rows = tf.reshape(x, [-1, channels]) as tf.Tensor2D;
        // Of a vector the squared length, beside each of its numbers.
        const squares = tf.matMul(tf.square(rows), matrixOf(together));
        const inverse = tf.rsqrt(tf.add(squares, 1e-12));
        const thresholds = spreadRow(spreadVectors, tf.square(root));
        const ofScalars = tf.tensor1d(isScalar);
        const ofVectors = tf.tensor1d(isScalar.map((value) => 1 - value));
        const vectors = tf.relu(tf.sub(ofVectors, tf.mul(inverse, thresholds)));
        const gate = tf.add(vectors, tf.mul(tf.step(rows), ofScalars));
        return tf.reshape(tf.mul(rows, gate), x.shape);
      }),
  };
}
