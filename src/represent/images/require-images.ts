import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

/** @throws ShapeError unless x is [batch, height, width, channels] */
export function requireImages(caller: string, x: tf.Tensor, channels: number): void {
  if (x.rank === 4 && x.shape[3] === channels) return;
  throw new ShapeError(
    `${caller}: got pictures of shape [${x.shape}]; expected [batch, height, width, ${channels}].`,
  );
}
