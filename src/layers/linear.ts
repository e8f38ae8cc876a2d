/** x W + b along the last axis, whatever axes come before it. */
import * as tf from "@tensorflow/tfjs-core";
import { ShapeError } from "../errors.js";
import type { RandomStream } from "../numerics/index.js";
import { glorotUniform, type Initialiser } from "../tensors/index.js";
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
    apply: (x) => {
      const shape = x.shape;
      if (shape[shape.length - 1] !== inputs) {
        throw new ShapeError(
          `linear: got x of shape [${shape}]; expected ${inputs} numbers along the last axis.`,
        );
      }
      return tf.tidy(() => {
        const rows = tf.reshape(x, [-1, inputs]);
        const product = tf.matMul(rows, matrix as unknown as tf.Tensor2D);
        const moved = shift === undefined ? product : tf.add(product, shift);
        return tf.reshape(moved, [...shape.slice(0, -1), outputs]);
      });
    },
  };
}
