/**
 * Half as many pixels along each side, after a blur that takes away what they could not tell apart
 * (R. Zhang, ICML 2019, arXiv 1904.11486): (1 3 3 1) / 8 along both sides for an even number of pixels,
 * (1 2 1) / 4 for an odd one; zeros outside.
 *
 * Law: pictures turned by a quarter stay so.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Layer, withoutVariables } from "../layer.js";

export function blurPool(): Layer {
  return withoutVariables(pooled);
}

function pooled(x: tf.Tensor): tf.Tensor {
  const [, height, width, channels] = x.shape;
  return tf.tidy(() => {
    const [column, row] = [taps(height), taps(width)];
    const window = column.flatMap((a) => row.flatMap((b) => Array<number>(channels).fill(a * b)));
    const filter = tf.tensor4d(window, [column.length, row.length, channels, 1]);
    return tf.depthwiseConv2d(x as tf.Tensor4D, filter, 2, 1);
  });
}

const taps = (length: number): readonly number[] =>
  length % 2 === 0 ? [1, 3, 3, 1].map((tap) => tap / 8) : [1, 2, 1].map((tap) => tap / 4);
