/**
 * A vector of the plane and the rotation that takes (1, 0) to its direction:
 * ξ(v) = (v̂₁, −v̂₂; v̂₂, v̂₁), v̂ = v / |v|.
 */
import * as tf from "@tensorflow/tfjs-core";
import { Matrix } from "../../../numerics/index.js";
import { type FrameReader, LEAST_LENGTH } from "./frame.js";

export const planarFrame: FrameReader = {
  dimension: 2,
  read: ([x, y]) => {
    const length = Math.hypot(x, y);
    if (length < LEAST_LENGTH) return { matrix: Matrix.identity(2), rank: 0 };
    const [cosine, sine] = [x / length, y / length];
    return { matrix: new Matrix(2, 2, Float64Array.of(cosine, 0 - sine, sine, cosine)), rank: 1 };
  },
  readBatch: (vectors) =>
    tf.tidy(() => {
      const v = tf.reshape(vectors, [-1, 2]);
      const squared = tf.sum(tf.square(v), 1, true);
      const isDegenerate = tf.cast(tf.less(squared, LEAST_LENGTH ** 2), "float32");
      const unit = tf.div(v, tf.sqrt(tf.maximum(squared, LEAST_LENGTH ** 2)));
      // 1 - d and d choose, and have no slope.
      const chosen = tf.add(
        tf.mul(unit, tf.sub(1, isDegenerate)),
        tf.mul(isDegenerate, tf.tensor2d([1, 0], [1, 2])),
      );
      const spread = tf.tensor2d([1, 0, 0, 1, 0, -1, 1, 0], [2, 4]);
      const matrices = tf.reshape(tf.matMul(chosen as tf.Tensor2D, spread), [-1, 2, 2]);
      return {
        matrices: matrices as tf.Tensor3D,
        isDegenerate: tf.reshape(isDegenerate, [-1]) as tf.Tensor1D,
      };
    }),
};
