/**
 * Clouds x [batch, points, n], rows are points, moved by what pose spaces give:
 *
 * | elements        | shape           | x_i ↦       |
 * | rotations R     | [batch, n, n]   | R x_i       |
 * | motions (R | t) | [batch, n, n + 1] | R x_i + t |
 * | shifts t        | [batch, n]      | x_i + t     |
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import type { BatchAction } from "../poses/pose-space.js";

/** @throws ShapeError unless the elements are one of these for clouds of this dimension */
export const movePoints: BatchAction = ([element], x) => {
  const n = x.shape[2] ?? 0;
  const [batch, rows, columns] = element.shape;
  const fits = x.rank === 3 && batch === x.shape[0] && rows === n;
  if (fits && element.rank === 2) {
    return tf.tidy(() => tf.add(x, tf.reshape(element, [batch, 1, n])));
  }
  if (fits && element.rank === 3 && columns === n) return tf.matMul(x, element, false, true);
  if (fits && element.rank === 3 && columns === n + 1) {
    return tf.tidy(() => {
      const [linear, shift] = tf.split(element, [n, 1], 2);
      return tf.add(tf.matMul(x, linear, false, true), tf.reshape(shift, [batch, 1, n]));
    });
  }
  throw new ShapeError(
    `movePoints: got elements of shape [${element.shape}] for points of shape [${x.shape}]; expected [batch, n, n], [batch, n, n + 1] or [batch, n] for [batch, points, n].`,
  );
};
