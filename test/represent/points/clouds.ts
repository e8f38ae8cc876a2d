/** Small clouds of known shape: the eight pieces of four unit steps, and random ones with marks. */
import * as tf from "@tensorflow/tfjs";
import { specialOrthogonalGroup } from "../../../src/groups/index.js";
import { RandomStream } from "../../../src/numerics/index.js";

const PIECES: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0],
  [0, 0, 0, 0, 0, 1, 1, 0, 0, 1, -1, 0],
  [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0],
  [0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3],
  [0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0],
  [0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1, 0],
  [0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1, 1],
  [0, 0, 0, 1, 0, 0, 1, 1, 0, 2, 1, 0],
];

export const rotations = specialOrthogonalGroup(3);

export function matrices(seed: number, count: number): tf.Tensor3D {
  const random = RandomStream.fromSeed(seed);
  const values = Array.from({ length: count }, () => Array.from(rotations.sample(random).data));
  return tf.tensor3d(values.flat(), [count, 3, 3]);
}

/** [8, 4, 3], one of each, with a jitter of 0.01. */
export function pieces(seed: number): tf.Tensor3D {
  const jitter = RandomStream.fromSeed(seed).normals(96);
  const values = PIECES.flat().map((x, k) => x + 0.01 * jitter[k]);
  return tf.tensor3d(values, [8, 4, 3]);
}

/** [batch, points, 3 + kinds]; the last `empty` points of each only fill up. */
export function molecules(
  seed: number,
  { batch, points, kinds, empty }: Record<"batch" | "points" | "kinds" | "empty", number>,
): tf.Tensor3D {
  const random = RandomStream.fromSeed(seed);
  const rows = Array.from({ length: batch * points }, (_, row) => {
    const isThere = row % points < points - empty;
    const kind = Math.floor(random.uniform() * kinds);
    const marks = Array.from({ length: kinds }, (__, k) => (isThere && k === kind ? 1 : 0));
    const position = Array.from(random.normals(3));
    return [...(isThere ? position : [0, 0, 0]), ...marks];
  });
  return tf.tensor3d(rows.flat(), [batch, points, 3 + kinds]);
}

/** x_i ↦ R x_i + t. */
export function moved(x: tf.Tensor, R: tf.Tensor, t: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(x, R, false, true), tf.expandDims(t, 1));
}

export const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

/** The largest difference of two tensors. */
export const gap = (a: tf.Tensor, b: tf.Tensor): number => numbers(tf.max(tf.abs(tf.sub(a, b))))[0];
