/** x W + b along the last axis, whatever axes come before it. */
import * as tf from "@tensorflow/tfjs-core";
import type { RandomStream } from "../numerics/index.js";
import { glorotUniform, type Initialiser } from "../tensors/index.js";
import { alongLastAxis } from "./last-axis.js";
import type { Layer } from "./layer.js";

export interface LinearOptions {
  /** Whether b is there; default true. */
  readonly bias?: boolean;
  /** Of W, [inputs, outputs]; default `glorotUniform`. */
  readonly initialiser?: Initialiser;
}

/** [..., inputs] to [..., outputs]; b begins at 0. */
export function linear(
  stream: RandomStream,
  inputs: number,
  outputs: number,
  { bias = true, initialiser = glorotUniform }: LinearOptions = {},
): Layer {
  const matrix = tf.tidy(() => tf.variable(initialiser(stream, [inputs, outputs])));
  const shift = bias ? tf.tidy(() => tf.variable(tf.zeros([outputs]))) : undefined;
  return {
    weights: { matrix, ...(shift && { bias: shift }) },
    statistics: {},
    apply: (x) =>
      alongLastAxis("linear", x, inputs, (rows) => {
        const product = tf.matMul(rows, matrix as unknown as tf.Tensor2D);
        return shift === undefined ? product : tf.add(product, shift);
      }),
  };
}
