import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../../errors.js";

/** @throws ShapeError unless vectors are [batch, count, 2] */
export function requireVectors(caller: string, vectors: tf.Tensor, count: number): void {
  if (vectors.rank === 3 && vectors.shape[1] === count && vectors.shape[2] === 2) return;
  throw new ShapeError(
    `${caller}: got vectors of shape [${vectors.shape}]; expected [batch, ${count}, 2].`,
  );
}
