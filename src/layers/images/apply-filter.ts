import * as tf from "@tensorflow/tfjs-core";

/**
 * The sums of a filter [size, size, inputs, outputs] over windows of images, with zeros around. Where one
 * window is the whole image the sums are a product of matrices, a tenth of the time with derivatives.
 */
export function applyFilter(
  x: tf.Tensor,
  filter: tf.Tensor,
  { stride = 1, padding }: { readonly stride?: number; readonly padding: number },
): tf.Tensor {
  const [batch, height, width] = x.shape;
  const [tall, wide, , outputs] = filter.shape;
  if (padding === 0 && height === tall && width === wide) {
    const rows = tf.reshape(x, [batch, -1]) as tf.Tensor2D;
    const sums = tf.matMul(rows, tf.reshape(filter, [-1, outputs!]));
    return tf.reshape(sums, [batch, 1, 1, outputs!]);
  }
  return tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding);
}
