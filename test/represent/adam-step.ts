import * as tf from "@tensorflow/tfjs";
import type { Autoencoder } from "../../src/represent/index.js";

/** A step of Adam on the loss of a batch, which it gives back: as it is, or for `plan`. */
export function adamStep(
  model: Pick<Autoencoder, "loss" | "weights">,
  rate: number,
): (x: tf.Tensor) => tf.Tensor {
  const optimiser = tf.train.adam(rate);
  const weights = Object.values(model.weights);
  return (x) => optimiser.minimize(() => model.loss(x) as tf.Scalar, true, weights)!;
}
