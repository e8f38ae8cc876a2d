/** Second derivatives of elu: TensorFlow.js 4.22 has none, since its first one is a kernel of its own. */
import * as tf from "@tensorflow/tfjs-core";

/** inputs: dy, and y = elu(x), whose slope is 1 above 0 and y + 1 below. */
export function repairElu(): void {
  const slope = (y: tf.Tensor) => tf.where(tf.greater(y, 0), tf.onesLike(y), tf.add(y, 1));
  tf.registerGradient({
    kernelName: "EluGrad",
    inputsToSave: ["dy", "y"],
    gradFunc: (given, [dy, y]) => ({
      dy: () => tf.mul(given as tf.Tensor, slope(y)),
      y: () => tf.mul(given as tf.Tensor, tf.where(tf.greater(y, 0), tf.zerosLike(dy), dy)),
    }),
  });
}
