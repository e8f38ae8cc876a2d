/**
 * Half as many pixels along each side, after a blur that takes away what they could not tell apart
 * (R. Zhang, ICML 2019, arXiv 1904.11486): binomial taps along both sides, an even number of them for an
 * even number of pixels, one less for an odd one; zeros outside. Four taps are (1 3 3 1) / 8 and
 * (1 2 1) / 4; more of them let less pass that the grid afterwards takes for something else.
 *
 * Law: pictures turned by a quarter stay so.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { type Layer, withoutVariables } from "../layer.js";

export interface BlurPoolOptions {
  /** For an even number of pixels: 2, 4, 6 or 8; default 4. */
  readonly taps?: number;
}

/** @throws DomainError for another number of taps */
export function blurPool({ taps = 4 }: BlurPoolOptions = {}): Layer {
  if (![2, 4, 6, 8].includes(taps)) {
    throw new DomainError(`blurPool: taps is ${taps}; expected 2, 4, 6 or 8.`);
  }
  const zeros: [number, number] = [taps / 2 - 1, taps / 2 - 1];
  const along = (length: number): readonly number[] => binomial(length % 2 === 0 ? taps : taps - 1);
  return withoutVariables((x) => {
    const [, height, width, channels] = x.shape;
    return tf.tidy(() => {
      const [column, row] = [along(height), along(width)];
      const window = column.flatMap((a) => row.flatMap((b) => Array<number>(channels).fill(a * b)));
      const filter = tf.tensor4d(window, [column.length, row.length, channels, 1]);
      // A number would be taken with the rows' taps for the columns, too.
      return tf.depthwiseConv2d(x as tf.Tensor4D, filter, 2, [[0, 0], zeros, zeros, [0, 0]]);
    });
  });
}

/** A row of Pascal's triangle, over its sum. */
function binomial(count: number): number[] {
  let row = [1];
  while (row.length < count) row = [...row, 0].map((value, k) => (value + (row[k - 1] ?? 0)) / 2);
  return row;
}
