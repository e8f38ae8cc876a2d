/**
 * Second derivatives through pools, and first ones through batch norms without scale or offset:
 * TensorFlow.js 4.22 has none. A pool's derivative is linear in the slope it is given, and what
 * transposes it is the pool itself, at the places where the maximum was.
 */
import * as tf from "@tensorflow/tfjs-core";

interface PoolAttributes {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number;
}

export function repairPools(): void {
  tf.registerGradient({
    kernelName: "AvgPoolGrad",
    inputsToSave: ["input"],
    gradFunc: (slope, [input], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as PoolAttributes;
      return {
        dy: () => tf.avgPool(slope as tf.Tensor4D, filterSize, strides, pad),
        input: () => tf.zeros(input.shape),
      };
    },
  });
  tf.registerGradient({
    kernelName: "MaxPoolGrad",
    inputsToSave: ["input", "output"],
    gradFunc: (slope, [input, output], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as PoolAttributes;
      return {
        dy: () => {
          const { indexes } = tf.maxPoolWithArgmax(
            ...([input as tf.Tensor4D, filterSize, strides, pad as "valid", true] as const),
          );
          const flat = tf.reshape(slope as tf.Tensor, [-1]);
          const picked = tf.gather(flat, tf.cast(tf.reshape(indexes, [-1]), "int32"));
          return tf.reshape(picked, output.shape);
        },
        input: () => tf.zeros(input.shape),
        output: () => tf.zeros(output.shape),
      };
    },
  });
}
