import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../../errors.js";

export interface Windows {
  readonly channels: number;
  /** Pixels along a side of the filters. */
  readonly size: number;
  /** Pixels of zeros around the image. */
  readonly padding: number;
}

/** @throws ShapeError unless x is [batch, height, width, channels] and a filter fits into it */
export function requireWindows(
  caller: string,
  x: tf.Tensor,
  { channels, size, padding }: Windows,
): void {
  if (x.rank !== 4 || x.shape[3] !== channels) {
    throw new ShapeError(
      `${caller}: got x of shape [${x.shape}]; expected [batch, height, width, ${channels}].`,
    );
  }
  const [, height, width] = x.shape as [number, number, number, number];
  const least = size - 2 * padding;
  if (Math.min(height, width) >= least) return;
  throw new ShapeError(
    `${caller}: got images of ${height} × ${width} pixels; expected ${least} or more along each side, for filters of ${size} × ${size} and ${padding} pixels of zeros around.`,
  );
}
