/** Sets and clouds x [batch, N, …], whose rows matrices P [batch, N, N] bring into another order, x ↦ P x. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import type { BatchAction } from "../poses/pose-space.js";

/** @throws ShapeError unless P has as many rows and columns as x has rows */
export const permuteRows: BatchAction = ([matrices], x) => {
  const [batch, count, ...rest] = x.shape;
  if (matrices.shape.join() !== [batch, count, count].join()) {
    throw new ShapeError(
      `permuteRows: got matrices of shape [${matrices.shape}] for rows of shape [${x.shape}]; expected [batch, N, N] for [batch, N, …].`,
    );
  }
  if (rest.length === 1) return tf.matMul(matrices, x);
  return tf.tidy(() => tf.reshape(tf.matMul(matrices, tf.reshape(x, [batch, count, -1])), x.shape));
};
