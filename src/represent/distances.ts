/** Distances d(x, x') of samples, one number for each: [batch]. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";
import type { Distance } from "./autoencoder.js";

/** Mean of (x − x')² over all numbers of a sample. */
export const squaredError: Distance = numberByNumber("squaredError", (x, reconstruction) =>
  tf.mean(tf.square(tf.sub(reconstruction, x)), axesOf(x)),
);

/**
 * Mean over the rows of a sample of −Σ_c x_c log x'_c: x is one-hot along its last axis, x' holds
 * probabilities. Numbers below 10⁻⁷ count as that.
 */
export const crossEntropyOfRows: Distance = numberByNumber(
  "crossEntropyOfRows",
  (x, reconstruction) => meanCrossEntropy(x, tf.log(tf.maximum(reconstruction, 1e-7))),
);

/** The same of logits: x' = softmax(logits) along the last axis, so finite for all of them. */
export const crossEntropyOfLogits: Distance = numberByNumber("crossEntropyOfLogits", (x, logits) =>
  meanCrossEntropy(x, tf.logSoftmax(logits)),
);

function meanCrossEntropy(x: tf.Tensor, logarithms: tf.Tensor): tf.Tensor {
  const rows = tf.neg(tf.sum(tf.mul(x, logarithms), x.rank - 1));
  return x.rank > 2 ? tf.mean(rows, axesOf(rows)) : rows;
}

/** All axes but the batch's. */
function axesOf(x: tf.Tensor): number[] {
  return x.shape.slice(1).map((_, k) => k + 1);
}

/** A distance that throws a ShapeError unless x and x' have one shape. */
export function numberByNumber(
  name: string,
  measure: (x: tf.Tensor, reconstruction: tf.Tensor) => tf.Tensor,
): Distance {
  const distance = (x: tf.Tensor, reconstruction: tf.Tensor): tf.Tensor => {
    if (x.shape.join() !== reconstruction.shape.join()) {
      throw new ShapeError(
        `${name}: got x of shape [${x.shape}] and its reconstruction of shape [${reconstruction.shape}]; expected the same.`,
      );
    }
    return tf.tidy(() => measure(x, reconstruction));
  };
  return Object.assign(distance, { needsSameShape: true });
}
