import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../src/errors.js";
import { allVariables, disposeVariables, linear, together } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { useDevice } from "../../src/tensors/index.js";

describe("layers/linear", () => {
  before(() => useDevice("webassembly"));

  it("is x W + b on the last axis", () => {
    const layer = linear(RandomStream.fromSeed(1), 2, 3);
    layer.weights.matrix.assign(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]));
    layer.weights.bias.assign(tf.tensor1d([10, 20, 30]));
    const x = tf.tensor3d([1, 0, 0, 1, 1, 1, -1, 2], [2, 2, 2]);
    const y = layer.apply(x, "evaluation");
    expect(y.shape).to.deep.equal([2, 2, 3]);
    expect(Array.from(y.dataSync())).to.deep.equal([
      11, 22, 33, 14, 25, 36, 15, 27, 39, 17, 28, 39,
    ]);
    disposeVariables(layer);
  });

  it("has no bias where none is wanted, and the same weights from the same stream", () => {
    const [a, b] = [1, 1].map((seed) => linear(RandomStream.fromSeed(seed), 4, 5, { bias: false }));
    expect(Object.keys(a.weights)).to.deep.equal(["matrix"]);
    expect(a.weights.matrix.dataSync()).to.deep.equal(b.weights.matrix.dataSync());
  });

  it("names the shape that it was given", () => {
    const layer = linear(RandomStream.fromSeed(1), 2, 3);
    expect(() => layer.apply(tf.zeros([4, 3]), "evaluation")).to.throw(
      ShapeError,
      "got x of shape [4,3]; expected 2 numbers along the last axis",
    );
  });

  it("keeps variables of parts by name", () => {
    const parts = {
      first: linear(RandomStream.fromSeed(1), 2, 2),
      second: linear(RandomStream.fromSeed(2), 2, 1, { bias: false }),
    };
    const whole = together({ inner: together(parts), last: parts.first });
    expect(Object.keys(allVariables(whole))).to.deep.equal([
      "inner.first.matrix",
      "inner.first.bias",
      "inner.second.matrix",
      "last.matrix",
      "last.bias",
    ]);
  });
});
