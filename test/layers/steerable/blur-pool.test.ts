import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { blurPool } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { useDevice } from "../../../src/tensors/index.js";

describe("layers/steerable/blur-pool", () => {
  before(() => useDevice("webassembly"));

  it("halves sides one by one, an even next to an odd one, and keeps half turns", () => {
    for (const [height, width] of [
      [14, 13],
      [13, 14],
      [1, 6],
      [5, 2],
    ]) {
      const size = 2 * height * width * 3;
      const values = Float32Array.from(RandomStream.fromSeed(1).normals(size));
      const x = tf.tensor4d(values, [2, height, width, 3]);
      for (const taps of [2, 4, 6, 8]) {
        const layer = blurPool({ taps });
        const pooled = layer.apply(x, "training");
        expect(pooled.shape).to.deep.equal([2, Math.ceil(height / 2), Math.ceil(width / 2), 3]);
        const turned = tf.reverse(layer.apply(tf.reverse(x, [1, 2]), "training"), [1, 2]);
        const error = tf.max(tf.abs(tf.sub(pooled, turned))).dataSync()[0];
        expect(error, `${height} × ${width}, ${taps} taps`).to.be.below(1e-6);
      }
    }
  });
});
