/** Distances d(x, x') of samples, one number for each: [batch]. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";
import type { Distance } from "./autoencoder.js";

/** Mean of (x − x')² over all numbers of a sample. */
export const squaredError: Distance = (x, reconstruction) => {
  requireSameShape("squaredError", x, reconstruction);
  return tf.tidy(() => tf.mean(tf.square(tf.sub(reconstruction, x)), axesOf(x)));
};

/**
 * Mean over the rows of a sample of −Σ_c x_c log x'_c: x is one-hot along its last axis, x' holds
 * probabilities. Numbers below 10⁻⁷ count as that.
 */
export const crossEntropyOfRows: Distance = (x, reconstruction) => {
  requireSameShape("crossEntropyOfRows", x, reconstruction);
  return tf.tidy(() => {
    const logarithms = tf.log(tf.maximum(reconstruction, 1e-7));
    const rows = tf.neg(tf.sum(tf.mul(x, logarithms), x.rank - 1));
    return x.rank > 2 ? tf.mean(rows, axesOf(rows)) : rows;
  });
};

/** The same of logits: x' = softmax(logits) along the last axis, so finite for all of them. */
export const crossEntropyOfLogits: Distance = (x, logits) => {
  requireSameShape("crossEntropyOfLogits", x, logits);
  return tf.tidy(() => {
    const rows = tf.neg(tf.sum(tf.mul(x, tf.logSoftmax(logits)), x.rank - 1));
    return x.rank > 2 ? tf.mean(rows, axesOf(rows)) : rows;
  });
};

/** All axes but the batch's. */
function axesOf(x: tf.Tensor): number[] {
  return x.shape.slice(1).map((_, k) => k + 1);
}

function requireSameShape(caller: string, x: tf.Tensor, reconstruction: tf.Tensor): void {
  if (x.shape.join() === reconstruction.shape.join()) return;
  throw new ShapeError(
    `${caller}: got x of shape [${x.shape}] and its reconstruction of shape [${reconstruction.shape}]; expected the same.`,
  );
}
