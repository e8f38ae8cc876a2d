import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";

/** @throws ShapeError for a batch without samples: its mean would be NaN */
export function requireSamples(caller: string, x: tf.Tensor): void {
  if (x.rank > 0 && x.shape[0] > 0) return;
  throw new ShapeError(
    `${caller}: got a batch of shape [${x.shape}]; expected [batch, …] with one sample or more.`,
  );
}
