/**
 * Values whose slope is another's or none (Y. Bengio, N. Léonard, A. Courville 2013), for choices that
 * have no slope of their own.
 *
 *   const p = tf.softmax(scores);
 *   const choice = straightThrough(p, (q) => tf.cast(tf.oneHot(tf.argMax(q, 1), n), "float32"));
 */
import * as tf from "@tensorflow/tfjs-core";

/** harden(soft), with the slope of `soft`. @param harden keeps the shape */
export function straightThrough(
  soft: tf.Tensor,
  harden: (soft: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const apply = tf.customGrad((given) => ({
    value: harden(given as tf.Tensor),
    gradFunc: (slope: tf.Tensor) => [tf.clone(slope)],
  }));
  return apply(soft);
}

/** f(…inputs), taken as a constant: none of its operations is differentiated. */
export function withoutSlope(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  ...inputs: tf.Tensor[]
): tf.Tensor {
  const apply = tf.customGrad((...given) => ({
    value: f(...(given.slice(0, inputs.length) as tf.Tensor[])),
    gradFunc: () => inputs.map((x) => tf.zeros(x.shape)),
  }));
  return apply(...inputs);
}
