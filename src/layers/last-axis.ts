import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";

/**
 * What a map of rows does along the last axis, whatever axes come before it.
 * @param x [..., numbers] @param map [rows, numbers] to [rows, results]
 * @returns [..., results]
 * @throws ShapeError for another number
 */
export function alongLastAxis(
  caller: string,
  x: tf.Tensor,
  numbers: number,
  map: (rows: tf.Tensor2D) => tf.Tensor,
): tf.Tensor {
  const { shape } = x;
  if (shape[shape.length - 1] !== numbers) {
    throw new ShapeError(
      `${caller}: got x of shape [${shape}]; expected ${numbers} numbers along the last axis.`,
    );
  }
  return tf.tidy(() => {
    const results = map(tf.reshape(x, [-1, numbers]) as tf.Tensor2D);
    return tf.reshape(results, [...shape.slice(0, -1), results.shape[1]!]);
  });
}
