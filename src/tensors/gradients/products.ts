/**
 * Derivatives of `einsum` and of cumulative products, for which TensorFlow.js 4.22 has none.
 *
 * y = einsum("a,b->c") has ∂/∂A: einsum("c,b->a") of the slope and B. Indices that stand in A alone
 * were summed: the slope is the same along them.
 */
import * as tf from "@tensorflow/tfjs-core";
import { einsum } from "../einsum.js";

export function repairProducts(): void {
  tf.registerGradient({
    kernelName: "Einsum",
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const { equation } = attributes as unknown as { readonly equation: string };
      const [left, right] = equation.replace(/\s/g, "").split("->");
      const operands = left.split(",");
      return Object.fromEntries(
        operands.map((letters, k) => [
          String(k),
          () => slopeOf(dy as tf.Tensor, saved, { operands, output: right, k, letters }),
        ]),
      );
    },
  });
  tf.registerGradient({
    kernelName: "Cumprod",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const options = attributes as unknown as CumulationAttributes;
      return { x: () => cumulativeSlope(dy as tf.Tensor, x, options) };
    },
  });
}

interface Contraction {
  readonly operands: readonly string[];
  readonly output: string;
  readonly k: number;
  readonly letters: string;
}

function slopeOf(
  dy: tf.Tensor,
  saved: readonly tf.Tensor[],
  { operands, output, k, letters }: Contraction,
): tf.Tensor {
  const others = operands.filter((_, other) => other !== k);
  const known = new Set([...output, ...others.join("")]);
  const reached = [...letters].filter((letter) => known.has(letter)).join("");
  const equation = `${[output, ...others].join(",")}->${reached}`;
  const slope = einsum(equation, dy, ...saved.filter((_, other) => other !== k));
  const shape = [...letters].map((letter, axis) => (known.has(letter) ? saved[k].shape[axis] : 1));
  return tf.broadcastTo(tf.reshape(slope, shape), saved[k].shape);
}

interface CumulationAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** ∂y_j/∂x_i is the product without x_i, formed without a division: zeros are allowed. */
function cumulativeSlope(
  dy: tf.Tensor,
  x: tf.Tensor,
  { axis, exclusive, reverse }: CumulationAttributes,
): tf.Tensor {
  const length = x.shape[axis];
  const last = x.rank - 1;
  const order = x.shape.map((_, a) => a);
  [order[axis], order[last]] = [order[last], order[axis]];
  const toLast = (t: tf.Tensor) => tf.transpose(t, order);
  // matrix[.., i, s] = x_s, but 1 at s = i
  const row = tf.expandDims(toLast(x), -2);
  const isOwn = tf.cast(tf.eye(length), "bool");
  const matrix = tf.where(isOwn, tf.onesLike(row), row);
  const without = tf.cumprod(matrix, last + 1, exclusive, reverse);
  const reaches = tf.cumsum(tf.eye(length), 1, exclusive, reverse);
  const slopes = tf.mul(tf.expandDims(toLast(dy), -2), tf.mul(without, reaches));
  return toLast(tf.sum(slopes, last + 1));
}
