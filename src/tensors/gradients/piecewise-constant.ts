/**
 * Functions without a slope: their derivative is 0 wherever there is one. TensorFlow.js 4.22 has
 * none for comparisons, which stops `where(x > 0, …)`, and gives `floorDiv` that of a division.
 */
import * as tf from "@tensorflow/tfjs-core";

const OF_TWO = [
  ...["Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"],
  ...["LogicalAnd", "LogicalOr", "FloorDiv"],
];
const OF_ONE: readonly (readonly [kernel: string, input: string])[] = [
  ["LogicalNot", "x"],
  ["All", "x"],
  ["Any", "x"],
];

export function repairPiecewiseConstant(): void {
  const zeros = (x: tf.Tensor) => () => tf.zeros(x.shape);
  for (const kernelName of OF_TWO) {
    tf.registerGradient({
      kernelName,
      inputsToSave: ["a", "b"],
      gradFunc: (_, [a, b]) => ({ a: zeros(a), b: zeros(b) }),
    });
  }
  for (const [kernelName, input] of OF_ONE) {
    tf.registerGradient({
      kernelName,
      inputsToSave: [input],
      gradFunc: (_, [x]) => ({ [input]: zeros(x) }),
    });
  }
}
