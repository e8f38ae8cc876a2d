import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { disposeVariables, perceptron } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { useDevice } from "../../src/tensors/index.js";

describe("layers/perceptron", () => {
  before(() => useDevice("webassembly"));

  it("is linear maps with an activation between them", () => {
    const net = perceptron(RandomStream.fromSeed(1), [2, 2, 1], { normalisation: "none" });
    net.weights["linear1.matrix"].assign(tf.tensor2d([1, -1, 2, 1], [2, 2]));
    net.weights["linear1.bias"].assign(tf.tensor1d([0, 1]));
    net.weights["linear2.matrix"].assign(tf.tensor2d([3, 5], [2, 1]));
    // (1, 1) ↦ relu(3, 1) ↦ 14; (−1, 0) ↦ relu(−1, 2) ↦ 10
    const y = net.apply(tf.tensor2d([1, 1, -1, 0], [2, 2]), "evaluation");
    expect(Array.from(y.dataSync())).to.deep.equal([14, 10]);
    disposeVariables(net);
  });

  it("normalises all maps but the last, whose shift stays", () => {
    const names = Object.keys(perceptron(RandomStream.fromSeed(1), [3, 4, 5, 2]).weights);
    expect(names).to.deep.equal([
      ...["linear1.matrix", "normalisation1.scale", "normalisation1.shift"],
      ...["linear2.matrix", "normalisation2.scale", "normalisation2.shift"],
      ...["linear3.matrix", "linear3.bias"],
    ]);
    const active = perceptron(RandomStream.fromSeed(1), [3, 2], { isLastActive: true });
    const y = active.apply(
      tf.tensor2d(Float32Array.from(RandomStream.fromSeed(2).normals(24)), [8, 3]),
      "training",
    );
    expect(Math.min(...y.dataSync())).to.equal(0);
  });

  it("refuses widths that are none", () => {
    for (const widths of [[3], [3, 0], [2, 1.5]]) {
      expect(() => perceptron(RandomStream.fromSeed(1), widths)).to.throw(DomainError, "widths");
    }
  });
});
