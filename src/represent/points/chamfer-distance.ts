/**
 * For clouds without an order: each point of one has a nearest in the other,
 * ½ mean_i min_j ‖x_i − x'_j‖² + ½ mean_j min_i ‖x_i − x'_j‖² (H. Fan, H. Su, L. Guibas, CVPR 2017,
 * arXiv 1612.00603), divided by 3 as a mean over coordinates is.
 *
 * Law: the same for clouds in any order; 0 where each point of one lies on one of the other.
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import type { Distance } from "../autoencoder.js";

/** [batch, points, 3] and [batch, points', 3]. */
export const chamferDistance: Distance = (x, reconstruction) => {
  for (const cloud of [x, reconstruction]) {
    if (cloud.shape.length !== 3 || cloud.shape[2] !== 3 || cloud.shape[0] !== x.shape[0]) {
      throw new ShapeError(
        `chamferDistance: got the shapes [${x.shape}] and [${reconstruction.shape}]; expected [batch, points, 3] and [batch, points′, 3].`,
      );
    }
  }
  return tf.tidy(() => {
    const across = tf.expandDims(tf.transpose(reconstruction, [0, 2, 1]), 1);
    const squares = tf.sum(tf.square(tf.sub(tf.expandDims(x, 3), across)), 2);
    const [forth, back] = [2, 1].map((axis) => tf.mean(tf.min(squares, axis), 1));
    return tf.div(tf.add(forth, back), 6);
  });
};
