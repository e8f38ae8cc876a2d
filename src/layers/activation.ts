/** Functions of single numbers that stand between maps. */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../errors.js";
import { type Layer, withoutVariables } from "./layer.js";

export type Activation = "relu" | "silu" | "tanh";

/** x / (1 + e^−x) (S. Elfwing, E. Uchibe, K. Doya, Neural Networks 107, 2018). */
export function silu(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, tf.sigmoid(x));
}

const ACTIVATIONS: Readonly<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  relu: (x) => tf.relu(x),
  silu,
  tanh: (x) => tf.tanh(x),
};

/** Any shape to the same. @throws DomainError for a name of none */
export function activationLayer(name: Activation): Layer {
  if (!Object.hasOwn(ACTIVATIONS, name)) {
    const known = Object.keys(ACTIVATIONS).join(", ");
    throw new DomainError(`activationLayer: got "${name}"; expected one of ${known}.`);
  }
  return withoutVariables(ACTIVATIONS[name]);
}
