/** Second derivatives, as mended for every backend. Expected values: TensorFlow.js' cpu backend. */
import * as tf from "@tensorflow/tfjs";
import { repairGradients } from "../../../src/tensors/gradients/index.js";
import { agree, type Given } from "./agreement.js";

type Scalar = (x: tf.Tensor) => tf.Tensor;
const image: Given = { shape: [2, 4, 4, 3] };
const CASES: Record<string, [Given, Scalar]> = {
  tanh: [{ shape: [7] }, (x) => tf.tanh(x)],
  elu: [{ shape: [7] }, (x) => tf.elu(x)],
  softmax: [{ shape: [3, 5] }, (x) => tf.softmax(x)],
  logSoftmax: [{ shape: [3, 5] }, (x) => tf.logSoftmax(x)],
  cumprod: [{ shape: [3, 5] }, (x) => tf.cumprod(x, 1)],
  where: [{ shape: [9] }, (x) => tf.where(tf.greater(x, 0), tf.square(x), tf.exp(x))],
  gatherND: [
    { shape: [4, 3] },
    (x) => tf.gatherND(tf.square(x), tf.tensor2d([[1], [3], [1]], [3, 1], "int32")),
  ],
  stridedSlice: [{ shape: [4, 5] }, (x) => tf.stridedSlice(tf.square(x), [0, 4], [4, 0], [2, -2])],
  segments: [
    { shape: [5, 2] },
    (x) => tf.unsortedSegmentSum(tf.square(x), tf.tensor1d([0, 2, 1, 0, 2], "int32"), 3),
  ],
  gather: [{ shape: [5, 2] }, (x) => tf.gather(tf.square(x), tf.tensor1d([0, 4, 4, 1], "int32"))],
  maxPool: [image, (x) => tf.maxPool(tf.square(x) as tf.Tensor4D, 2, 2, "valid")],
  avgPool: [image, (x) => tf.avgPool(tf.square(x) as tf.Tensor4D, 2, 2, "valid")],
  einsum: [{ shape: [4, 4] }, (x) => tf.einsum("ij,jk->ik", x, tf.square(x))],
};

describe("Slopes and slopes of slopes", () => {
  before(() => repairGradients());

  for (const [name, [given, f]] of Object.entries(CASES)) {
    it(name, async () => {
      const slope = tf.grad((x) => tf.sum(tf.square(f(x))));
      await agree([given], (x) => slope(x), { tolerance: 2e-5 });
      const second = tf.grad((x) => tf.sum(tf.square(slope(x))));
      await agree([given], (x) => second(x), { tolerance: 2e-4 });
    });
  }
});
