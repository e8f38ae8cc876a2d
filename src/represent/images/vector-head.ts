/**
 * One vector from many of its frequency, by weights that the scalars choose:
 *
 *   v = Σ_k (a_k + α_k) v_k + (b_k + β_k) J v_k,   (a, b) = perceptron(scalars),   J = (0 −1; 1 0).
 *
 * So pictures of one kind can be given their pose by one feature, pictures of another by another.
 * Law: v turns as the v_k do, since J commutes with turns.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Phase, perceptron, type Trainable, together } from "../../layers/index.js";
import type { RandomStream } from "../../numerics/index.js";
import { normalInitialiser } from "../../tensors/index.js";

export interface VectorHead extends Trainable {
  /** [batch, scalars] and [batch, 2 · vectors] to [batch, 2]. */
  read(scalars: tf.Tensor, vectors: tf.Tensor, phase: Phase): tf.Tensor;
}

export interface VectorHeadOptions {
  readonly scalarCount: number;
  readonly vectorCount: number;
}

/** Units between scalars and weights. */
const HIDDEN = 32;

export function vectorHead(
  stream: RandomStream,
  { scalarCount, vectorCount }: VectorHeadOptions,
): VectorHead {
  const chosen = perceptron(stream.split("chosen"), [scalarCount, HIDDEN, 2 * vectorCount]);
  const draw = normalInitialiser(0, Math.sqrt(1 / vectorCount));
  const constant = tf.tidy(() => tf.variable(draw(stream.split("constant"), [2 * vectorCount])));
  return {
    ...together({ chosen, always: { weights: { constant }, statistics: {} } }),
    read: (scalars, vectors, phase) =>
      tf.tidy(() => {
        const batch = vectors.shape[0];
        const weights = tf.add(chosen.apply(scalars, phase), constant);
        const [a, b] = tf.split(weights, 2, 1);
        const pairs = tf.reshape(vectors, [batch, vectorCount, 2]);
        const [x, y] = tf.split(pairs, 2, 2).map((part) => tf.reshape(part, [batch, vectorCount]));
        const first = tf.sum(tf.sub(tf.mul(a, x), tf.mul(b, y)), 1, true);
        const second = tf.sum(tf.add(tf.mul(a, y), tf.mul(b, x)), 1, true);
        return tf.concat([first, second], 1);
      }),
  };
}
