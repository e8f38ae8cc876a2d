/**
 * Vectors of space for each point and channel, a tensor for each component: [x, y, z], each
 * [batch, points, channels]. Channels are mixed by one matrix for all components, so rotations of space
 * commute with it; products and lengths are maps of numbers side by side.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export type Vectors = readonly [tf.Tensor, tf.Tensor, tf.Tensor];

/** From [..., 3]: each component with one axis, of length 1, in the place of the last. */
export function vectorsOf(positions: tf.Tensor): Vectors {
  const { shape } = positions;
  if (shape[shape.length - 1] !== 3) {
    throw new ShapeError(`vectorsOf: got the shape [${shape}]; expected [..., 3].`);
  }
  const [x, y, z] = tf.split(positions, 3, -1);
  return [x, y, z];
}

/** [..., channels, 3]. */
export function stackVectors(vectors: Vectors): tf.Tensor {
  return tf.stack([...vectors], -1);
}

export function mapVectors(
  vectors: Vectors,
  each: (component: tf.Tensor, axis: 0 | 1 | 2) => tf.Tensor,
): Vectors {
  return [each(vectors[0], 0), each(vectors[1], 1), each(vectors[2], 2)];
}

export function addVectors(a: Vectors, b: Vectors): Vectors {
  return mapVectors(a, (component, axis) => tf.add(component, b[axis]));
}

/** a × b. */
export function crossProducts([a, b, c]: Vectors, [d, e, f]: Vectors): Vectors {
  const difference = (p: tf.Tensor, q: tf.Tensor, r: tf.Tensor, s: tf.Tensor): tf.Tensor =>
    tf.sub(tf.mul(p, q), tf.mul(r, s));
  return [difference(b, f, c, e), difference(c, d, a, f), difference(a, e, b, d)];
}

/** ‖v‖². */
export function squaredLengths([x, y, z]: Vectors): tf.Tensor {
  return tf.add(tf.add(tf.square(x), tf.square(y)), tf.square(z));
}
