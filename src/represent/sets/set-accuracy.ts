/** How many members of one-hot sets come back, and how many whole sets. Reads tensors. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export interface SetAccuracy {
  /** Share of the members whose kind is right. */
  readonly members: number;
  /** Share of the sets whose members are all right. */
  readonly sets: number;
}

/** @param x [batch, N, C], one-hot @param reconstruction as x, logits or probabilities @throws ShapeError */
export function setAccuracy(x: tf.Tensor, reconstruction: tf.Tensor): SetAccuracy {
  if (x.rank !== 3 || x.shape.join() !== reconstruction.shape.join() || x.size === 0) {
    throw new ShapeError(
      `setAccuracy: got x of shape [${x.shape}] and its reconstruction of shape [${reconstruction.shape}]; expected [batch, N, C] twice, none of them 0.`,
    );
  }
  const right = tf.tidy(() => {
    const isRight = tf.equal(tf.argMax(x, 2), tf.argMax(reconstruction, 2));
    return Array.from(tf.sum(tf.cast(isRight, "int32"), 1).dataSync());
  });
  const [batch, count] = x.shape;
  return {
    members: right.reduce((sum, own) => sum + own, 0) / (batch * count),
    sets: right.filter((own) => own === count).length / batch,
  };
}
