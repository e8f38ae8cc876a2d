/** Plain convolutions of images. */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../numerics/index.js";
import { heUniform, type Initialiser } from "../../tensors/index.js";
import type { Layer } from "../layer.js";
import { applyFilter } from "./apply-filter.js";
import { requireWindows } from "./require-windows.js";

export interface ConvolutionOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** Pixels along a side of the filters. */
  readonly size: number;
  /** Pixels of zeros around the image; default ⌊size / 2⌋. */
  readonly padding?: number;
  /** Default true. */
  readonly bias?: boolean;
  /** Of the filters, [size, size, inputs, outputs]; default `heUniform`. */
  readonly initialiser?: Initialiser;
}

/** [batch, height, width, inputs] to [batch, …, outputs]; the shift begins at 0. */
export function convolution(
  stream: RandomStream,
  {
    inputs,
    outputs,
    size,
    padding = Math.floor(size / 2),
    bias = true,
    initialiser = heUniform,
  }: ConvolutionOptions,
): Layer {
  const filter = tf.tidy(() => tf.variable(initialiser(stream, [size, size, inputs, outputs])));
  const shift = bias ? tf.tidy(() => tf.variable(tf.zeros([outputs]))) : undefined;
  return {
    weights: { filter, ...(shift && { bias: shift }) },
    statistics: {},
    apply: (x) => {
      requireWindows("convolution", x, { channels: inputs, size, padding });
      return tf.tidy(() => {
        const sums = applyFilter(x, filter, { padding });
        return shift === undefined ? sums : tf.add(sums, shift);
      });
    },
  };
}
