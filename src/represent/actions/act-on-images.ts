/**
 * Pictures [batch, height, width, channels] under rotations [batch, 2, 2] or motions [batch, 2, 3] of the
 * plane, counter-clockwise, y up, in halves of the longer side; also shifts t, [batch, 2].
 */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";
import { moveImages, turnImages } from "../../layers/index.js";
import type { BatchAction } from "../poses/pose-space.js";

/** @throws ShapeError unless the elements are one of these */
export const actOnImages: BatchAction = ([element], x) => {
  const [batch, ...shape] = element.shape;
  if (shape.join() === "2,2") return turnImages(element, x);
  if (shape.join() === "2,3") return moveImages(element, x);
  if (shape.join() === "2") {
    return tf.tidy(() => {
      const linear = tf.tile(tf.reshape(tf.eye(2), [1, 2, 2]), [batch, 1, 1]);
      return moveImages(tf.concat([linear, tf.reshape(element, [batch, 2, 1])], 2), x);
    });
  }
  throw new ShapeError(
    `actOnImages: got elements of shape [${element.shape}]; expected [batch, 2, 2], [batch, 2, 3] or [batch, 2].`,
  );
};
