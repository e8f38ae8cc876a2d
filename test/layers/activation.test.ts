import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { activationLayer, silu, withoutVariables } from "../../src/layers/index.js";
import { useDevice } from "../../src/tensors/index.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

describe("layers/activation", () => {
  before(() => useDevice("webassembly"));

  it("relu, silu and tanh, by their formulas", () => {
    const x = [-30, -1, 0, 0.5, 2];
    const expected = {
      relu: x.map((value) => Math.max(value, 0)),
      silu: x.map((value) => value / (1 + Math.exp(-value))),
      tanh: x.map(Math.tanh),
    };
    for (const name of ["relu", "silu", "tanh"] as const) {
      const y = activationLayer(name).apply(tf.tensor2d(x, [5, 1]), "training");
      expect(y.shape).to.deep.equal([5, 1]);
      numbers(y).forEach((value, k) => {
        expect(value, `${name} of ${x[k]}`).to.be.closeTo(expected[name][k], 1e-6);
      });
    }
  });

  it("silu has the slope σ(x) (1 + x (1 − σ(x)))", () => {
    const x = [-2, 0, 1.5];
    const slopes = numbers(tf.grad(silu)(tf.tensor1d(x)));
    slopes.forEach((slope, k) => {
      const sigma = 1 / (1 + Math.exp(-x[k]));
      expect(slope).to.be.closeTo(sigma * (1 + x[k] * (1 - sigma)), 1e-6);
    });
  });

  it("names an activation that there is not", () => {
    for (const name of ["gelu", "constructor"]) {
      expect(() => activationLayer(name as "relu")).to.throw(DomainError, `got "${name}"`);
    }
  });

  it("a layer without variables is its function, told the phase", () => {
    const layer = withoutVariables((x, phase) => (phase === "training" ? tf.neg(x) : x));
    expect([layer.weights, layer.statistics]).to.deep.equal([{}, {}]);
    expect(numbers(layer.apply(tf.tensor1d([3]), "training"))).to.deep.equal([-3]);
    expect(numbers(layer.apply(tf.tensor1d([3]), "evaluation"))).to.deep.equal([3]);
  });
});
