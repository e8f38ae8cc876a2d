import type * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";

/** @throws ShapeError unless the codes are [batch, codeSize] */
export function requireCodes(caller: string, codes: tf.Tensor, codeSize: number): void {
  if (codes.rank === 2 && codes.shape[1] === codeSize) return;
  throw new ShapeError(
    `${caller}: got codes of shape [${codes.shape}]; expected [batch, ${codeSize}], as the encoder's codeSize says.`,
  );
}
