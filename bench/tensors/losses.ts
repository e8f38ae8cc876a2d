/** The losses as one writes them for TensorFlow.js. */
import * as tf from "@tensorflow/tfjs";
import { BODIES, type CaseName, LAYERS } from "./cases.js";

type Tensors = Readonly<Record<string, tf.Tensor>>;
/** A loss of weights w, what is fixed f, and a batch. */
export type Loss = (w: Tensors, f: Tensors, x: tf.Tensor, y: tf.Tensor) => tf.Scalar;

const dense = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.add(tf.matMul(x, w), b);
const silu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.sigmoid(x));
const meanSquare = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
  tf.mean(tf.squaredDifference(a, b)) as tf.Scalar;

function perceptron(w: Tensors, x: tf.Tensor): tf.Tensor {
  const first = tf.tanh(dense(x, w.w0, w.b0));
  return dense(tf.tanh(dense(first, w.w1, w.b1)), w.w2, w.b2);
}

const mlp: Loss = (w, _, x, y) => meanSquare(perceptron(w, x), y);

/** Each member's own loss: a sum of means. */
const ensemble: Loss = (w, _, x, y) =>
  tf.sum(tf.mean(tf.squaredDifference(perceptron(w, x), y), [1, 2])) as tf.Scalar;

const cnn: Loss = (w, _, x, y) => {
  const pooled = (image: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
    const seen = tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, 1, "same");
    return tf.maxPool(tf.relu(tf.add(seen, bias)) as tf.Tensor4D, 2, 2, "valid");
  };
  const image = pooled(pooled(x, w.w0, w.b0), w.w1, w.b1);
  const flat = tf.reshape(image, [x.shape[0], 784]);
  const hidden = tf.relu(dense(flat, w.w2, w.b2));
  return tf.losses.softmaxCrossEntropy(y, dense(hidden, w.w3, w.b3)) as tf.Scalar;
};

const messages: Loss = (w, { receivers, senders }, x, y) => {
  let h = dense(x, w.inw, w.inb);
  const nodes = x.shape[0];
  for (let k = 0; k < LAYERS; k++) {
    const mlpOf = (name: string, v: tf.Tensor): tf.Tensor => {
      const first = silu(dense(v, w[`${name}${k}aw`], w[`${name}${k}ab`]));
      return dense(first, w[`${name}${k}bw`], w[`${name}${k}bb`]);
    };
    const pair = tf.concat([tf.gather(h, receivers), tf.gather(h, senders)], 1);
    const heard = tf.unsortedSegmentSum(silu(mlpOf("edge", pair)), receivers as tf.Tensor1D, nodes);
    h = tf.add(h, mlpOf("node", tf.concat([h, tf.div(heard, BODIES - 1)], 1)));
  }
  return meanSquare(dense(h, w.outw, w.outb), y);
};

export const LOSSES: Readonly<Record<CaseName, Loss>> = { mlp, cnn, messages, ensemble };
