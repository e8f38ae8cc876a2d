/**
 * Vectors of space for each point and channel, [batch, points, 3, channels]. Channels are mixed by one
 * matrix for all components, so rotations of space commute with it.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

/** ‖v‖², [batch, points, channels]. */
export function squaredLengths(vectors: tf.Tensor): tf.Tensor {
  return tf.sum(tf.square(vectors), 2);
}

/**
 * a × b. Its slopes are cross products too: b × g and g × a.
 * @param axis of the three components; default 2
 */
export function crossProducts(a: tf.Tensor, b: tf.Tensor, axis = 2): tf.Tensor {
  if (a.shape[axis] !== 3 || a.shape.join() !== b.shape.join()) {
    const wanted =
      axis === 2 ? "[batch, points, 3, channels]" : `one shape with 3 at axis ${axis},`;
    throw new ShapeError(
      `crossProducts: got the shapes [${a.shape}] and [${b.shape}]; expected ${wanted} twice.`,
    );
  }
  const product = tf.customGrad((...given) => {
    const [u, v, save] = given as [tf.Tensor, tf.Tensor, (saved: tf.Tensor[]) => void];
    const [p, q] = [turned(u, axis), turned(v, axis)];
    save([...p, ...q]);
    const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const g = turned(slope, axis);
      const [p1, p2, q1, q2] = saved;
      return [combined([q1, q2], g), combined(g, [p1, p2])];
    };
    return { value: combined(p, q), gradFunc };
  });
  return product(a, b);
}

/** Of x, y, z: y, z, x and z, x, y. */
type Turned = readonly [tf.Tensor, tf.Tensor];

const turned = (v: tf.Tensor, axis: number): Turned => [
  tf.gather(v, tf.tensor1d([1, 2, 0], "int32"), axis),
  tf.gather(v, tf.tensor1d([2, 0, 1], "int32"), axis),
];

const combined = ([a1, a2]: Turned, [b1, b2]: Turned): tf.Tensor =>
  tf.sub(tf.mul(a1, b2), tf.mul(a2, b1));
