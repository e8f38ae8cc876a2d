/** Expected values: TensorFlow.js' cpu backend. */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { agree, BACKENDS, type Given, outcomes } from "./agreement.js";

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;
const FLOAT: Record<string, Reduce> = {
  ...{
    sum: tf.sum,
    mean: tf.mean,
    prod: tf.prod,
    max: tf.max,
    min: tf.min,
    logSumExp: tf.logSumExp,
  },
};
const AXES: [number[], (number | number[])?][] = [
  [[7]],
  [[3, 4, 5]],
  [[3, 4, 5], 0],
  [[3, 4, 5], -1],
  [
    [3, 4, 5],
    [0, 2],
  ],
  [
    [2, 3, 1, 4, 3],
    [0, 1, 2],
  ],
  [
    [2, 3, 1, 4, 3],
    [1, 4],
  ],
  [
    [2, 3, 2, 4, 3],
    [0, 2, 4],
  ],
  [[4, 1], 1],
  [[]],
  [[33, 65], 0],
  [[65, 33], 1],
];

describe("Kernels that reduce", () => {
  for (const [name, work] of Object.entries(FLOAT)) {
    it(name, async () => {
      for (const [shape, axis] of AXES) {
        for (const keepDims of [false, true]) {
          await agree([{ shape }], (x) => work(x, axis, keepDims), { tolerance: 1e-5 });
        }
      }
      await agree([{ shape: [5], values: [1, NaN, 3, -Infinity, 0] }], (x) => work(x));
    });
  }

  it("of nothing", async () => {
    for (const work of [tf.sum, tf.prod]) {
      await agree([{ shape: [0, 3] }], (x) => work(x, 0));
      await agree([{ shape: [0, 3] }], (x) => work(x, 1));
    }
    // A mean of nothing is 0 / 0; the cpu backend has 0.
    for (const backend of BACKENDS) {
      const [mean] = await outcomes(backend, [{ shape: [0, 3] }], (x) => tf.mean(x, 0));
      expect(mean.values).to.deep.equal([NaN, NaN, NaN]);
    }
    await tf.setBackend("cpu");
  });

  it("of integers and booleans", async () => {
    const integers: Given = { shape: [4, 6], type: "int32", low: -5, high: 5 };
    for (const work of [tf.sum, tf.prod, tf.max, tf.min, tf.mean]) {
      await agree([integers], (x) => work(x, 1));
    }
    const booleans: Given = { shape: [4, 6], type: "bool" };
    for (const work of [tf.all, tf.any, tf.sum]) await agree([booleans], (x) => work(x, 0));
  });

  it("along an axis of one number are that number, also when what they were asked of is gone", async () => {
    for (const type of ["float32", "int32", "bool"] as const) {
      const works = type === "bool" ? [tf.all, tf.any, tf.sum] : [tf.sum, tf.prod, tf.max, tf.mean];
      for (const work of works) {
        await agree([{ shape: [4, 1, 3], type }], (x) => {
          const result = work(x, 1);
          const more = tf.add(tf.cast(x, "int32"), 7);
          x.dispose();
          return [result, more];
        });
      }
    }
  });

  it("places of extrema", async () => {
    for (const axis of [0, 1, 2]) {
      await agree([{ shape: [3, 17, 5] }], (x) => tf.argMax(x, axis));
      await agree([{ shape: [3, 17, 5] }], (x) => tf.argMin(x, axis));
    }
    await agree([{ shape: [6], values: [1, 3, 3, NaN, 3, 0] }], (x) => tf.argMax(x));
    await agree([{ shape: [3, 1] }], (x) => tf.argMax(x, 1));
  });

  it("cumulative sums and products", async () => {
    for (const axis of [0, 1, 2]) {
      for (const [exclusive, reverse] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ]) {
        await agree([{ shape: [3, 4, 5] }], (x) => tf.cumsum(x, axis, exclusive, reverse));
        await agree([{ shape: [3, 4, 5] }], (x) => tf.cumprod(x, axis, exclusive, reverse));
      }
    }
    await agree([{ shape: [7], type: "int32", low: -5, high: 9 }], (x) => tf.cumsum(x));
  });

  it("softmax and its logarithm", async () => {
    for (const shape of [[5], [4, 7], [2, 3, 33]]) {
      await agree([{ shape, low: -20, high: 20 }], (x) => tf.softmax(x));
      await agree([{ shape, low: -20, high: 20 }], (x) => tf.logSoftmax(x), { tolerance: 1e-5 });
    }
    await agree([{ shape: [3], values: [1e30, 0, -1e30] }], (x) => tf.softmax(x));
  });

  it("moments and norms", async () => {
    await agree(
      [{ shape: [4, 5, 6] }],
      (x) => {
        const { mean, variance } = tf.moments(x, [0, 1]);
        return [mean, variance, tf.norm(x), tf.norm(x, "euclidean", 2)];
      },
      { tolerance: 1e-5 },
    );
  });
});
