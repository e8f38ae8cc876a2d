import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { Noise } from "./noise.js";

/**
 * Each number of x is 0 with probability `rate` and x / (1 − rate) else (Srivastava and others 2014).
 * `tf.dropout` draws on the host, which a plan cannot follow.
 * @throws DomainError for a rate outside [0, 1)
 */
export function dropout(x: tf.Tensor, rate: number, noise: Noise): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) {
    throw new DomainError(`dropout: the rate is ${rate}; expected a number in [0, 1).`);
  }
  if (rate === 0) return x.clone();
  return tf.tidy(() => {
    const kept = tf.greaterEqual(noise.uniform(x.shape), rate);
    return tf.mul(x, tf.mul(tf.cast(kept, "float32"), 1 / (1 - rate)));
  });
}
