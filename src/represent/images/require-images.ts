import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

/** @throws ShapeError unless x is [batch, height, width, channels], of these pixels where they are given */
export function requireImages(
  caller: string,
  x: tf.Tensor,
  channels: number,
  pixels?: readonly [height: number, width: number],
): void {
  const [height, width] = pixels ?? [x.shape[1], x.shape[2]];
  const fits = x.shape[1] === height && x.shape[2] === width;
  if (x.rank === 4 && x.shape[3] === channels && fits) return;
  const wanted = pixels === undefined ? "height, width" : pixels.join(", ");
  throw new ShapeError(
    `${caller}: got pictures of shape [${x.shape}]; expected [batch, ${wanted}, ${channels}].`,
  );
}
