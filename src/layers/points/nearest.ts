/** The nearest points of each point, by repeated minima: within a step, without a look at the numbers. */
import * as tf from "@tensorflow/tfjs-core";

/**
 * @param squares squared distances [batch, points, points]
 * @param apart [points, points] or [batch, 1, points]: added to them, so large where a pair does not count
 * @returns rows of a table [batch · points, …] for each of the `count` nearest, nearest first, and of two
 *   as near the one with the smaller number: int32 [batch, points, count]
 */
export function nearestRows(squares: tf.Tensor, apart: tf.Tensor, count: number): tf.Tensor {
  return tf.tidy(() => {
    const [batch, points] = squares.shape;
    let left = tf.add(squares, apart);
    const columns: tf.Tensor[] = [];
    for (let k = 0; k < count; k++) {
      const nearest = tf.argMin(left, -1);
      columns.push(nearest);
      if (k === count - 1) break;
      left = tf.add(left, tf.mul(tf.oneHot(tf.cast(nearest, "int32"), points), FAR));
    }
    const first = tf.tensor(
      Int32Array.from({ length: batch }, (_, sample) => sample * points),
      [batch, 1, 1],
      "int32",
    );
    return tf.add(tf.stack(columns, -1), first);
  });
}

/** Added to squared distances, it keeps a pair from being near. */
export const FAR = 1e12;
