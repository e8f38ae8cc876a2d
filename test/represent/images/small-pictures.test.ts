import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { RandomStream } from "../../../src/numerics/index.js";
import { steerableEncoder } from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";

const noise = (shape: number[]): tf.Tensor => {
  const stream = RandomStream.fromSeed(2);
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Float32Array.from({ length: size }, () => stream.uniform());
  return tf.tensor(values, shape);
};
/** Relative to the largest entry of b. */
const difference = (a: tf.Tensor, b: tf.Tensor): number => {
  const [largest] = tf.max(tf.abs(b)).dataSync();
  expect(largest).to.be.above(1e-3);
  return tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] / largest;
};

describe("represent/images: small pictures and those with a long side", () => {
  before(() => useDevice("webassembly"));

  for (const [height, width] of [
    [20, 32],
    [10, 10],
  ]) {
    it(`${height} × ${width}: codes stay and poses turn with turns that keep the frame`, () => {
      const encoder = steerableEncoder(RandomStream.fromSeed(1), { codeSize: 3 });
      const x = noise([2, height, width, 1]);
      // Statistics as after a training: at first no vector passes the thresholds.
      for (let k = 0; k < 30; k++) tf.tidy(() => void encoder.encode(x, "training"));
      const { code, pose } = encoder.encode(x, "evaluation");
      const half = encoder.encode(tf.reverse(x, [1, 2]), "evaluation");
      expect(difference(half.code, code)).to.be.below(1e-3);
      expect(difference(half.pose, tf.neg(pose))).to.be.below(1e-3);
      if (height !== width) return;
      // Counter-clockwise: the last column becomes the first row.
      const turned = tf.reverse(tf.transpose(x, [0, 2, 1, 3]), 1);
      const quarter = encoder.encode(turned, "evaluation");
      expect(difference(quarter.code, code)).to.be.below(1e-3);
      const expected = tf.matMul(pose as tf.Tensor2D, tf.tensor2d([0, 1, -1, 0], [2, 2]));
      expect(difference(quarter.pose, expected)).to.be.below(1e-3);
    });
  }
});
