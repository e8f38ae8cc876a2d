/** A small network with its own variables and data, the same each time. */
import * as tf from "@tensorflow/tfjs";
import { RandomStream } from "../../../src/numerics/index.js";
import { glorotUniform } from "../../../src/tensors/noise/index.js";
import { batches, batchOrder } from "../../../src/tensors/training/index.js";

export const ROWS = 64;

export function perceptron(seed = 1) {
  const stream = RandomStream.fromSeed(seed);
  const variables = {
    A: tf.variable(glorotUniform(stream.split("A"), [3, 8])),
    a: tf.variable(tf.zeros([8])),
    B: tf.variable(glorotUniform(stream.split("B"), [8, 1])),
  };
  const { A, a, B } = variables;
  const net = (x: tf.Tensor) => tf.matMul(tf.tanh(tf.add(tf.matMul(x, A), a)), B);
  const loss = (x: tf.Tensor, y: tf.Tensor) => tf.mean(tf.square(tf.sub(net(x), y))) as tf.Scalar;
  return { variables, list: [A, a, B], net, loss };
}

export const inputs = Float32Array.from(RandomStream.fromSeed(2).normals(3 * ROWS));
export const targets = Float32Array.from({ length: ROWS }, (_, k) => {
  const [x, y, z] = inputs.subarray(3 * k, 3 * k + 3);
  return x * y + 0.5 * z;
});
const columns = [
  { values: inputs, shape: [ROWS, 3] },
  { values: targets, shape: [ROWS, 1] },
];

export function shuffled(size = 8, seed = 3) {
  const order = batchOrder(ROWS, { size, stream: RandomStream.fromSeed(seed) });
  return batches(columns, order) as (step: number) => [tf.Tensor, tf.Tensor];
}
