import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import {
  activationLayer,
  batchNormalisation,
  linear,
  sequential,
  withoutVariables,
} from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { useDevice } from "../../src/tensors/index.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

describe("layers/sequential", () => {
  before(() => useDevice("webassembly"));

  it("applies its layers in the order in which they are written", () => {
    const net = sequential({
      second: withoutVariables((x) => tf.add(x, 1)),
      first: withoutVariables((x) => tf.mul(x, -2)),
      last: activationLayer("relu"),
    });
    // −2 (x + 1), and no less than 0
    expect(numbers(net.apply(tf.tensor1d([-3, -2, 4]), "evaluation"))).to.deep.equal([4, 2, 0]);
  });

  it("names variables by their layer, and hands the phase on", () => {
    const stream = RandomStream.fromSeed(1);
    const inner = sequential({ map: linear(stream, 2, 2, { bias: false }) });
    const net = sequential({ inner, normalisation: batchNormalisation(2) });
    expect(Object.keys(net.weights)).to.deep.equal([
      ...["inner.map.matrix", "normalisation.scale", "normalisation.shift"],
    ]);
    expect(Object.keys(net.statistics)).to.deep.equal([
      ...["normalisation.mean", "normalisation.variance"],
    ]);
    const mean = () => numbers(net.statistics["normalisation.mean"]);
    net.apply(tf.tensor2d([1, 2], [1, 2]), "evaluation");
    expect(mean()).to.deep.equal([0, 0]);
    net.apply(tf.tensor2d([1, 2], [1, 2]), "training");
    expect(mean()).to.not.deep.equal([0, 0]);
  });

  it("leaves no tensors behind but its result", () => {
    const net = sequential({ a: activationLayer("silu"), b: activationLayer("tanh") });
    const x = tf.tensor1d([1, 2]);
    const before = tf.memory().numTensors;
    net.apply(x, "training").dispose();
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("refuses names that objects bring into another order, and no layers at all", () => {
    const relu = activationLayer("relu");
    expect(() => sequential({ second: relu, 1: relu })).to.throw(DomainError, 'named "1"');
    expect(() => sequential({})).to.throw(DomainError, "no layers");
  });
});
