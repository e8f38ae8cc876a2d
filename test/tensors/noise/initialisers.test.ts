import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  normalInitialiser,
  orthogonal,
  uniformInitialiser,
} from "../../../src/tensors/noise/index.js";
import { numbers } from "../../fixtures/tensors/on-intertwine.js";

const stream = () => RandomStream.fromSeed(11);

describe("Initialisers", () => {
  before(() => tf.setBackend("cpu"));

  /** A filter 3 × 3 from 8 to 24 channels: n_in = 72, n_out = 216. */
  const variances = [
    ["glorotUniform", glorotUniform, 2 / 288, 9 / 5],
    ["glorotNormal", glorotNormal, 2 / 288, 3],
    ["heUniform", heUniform, 2 / 72, 9 / 5],
    ["heNormal", heNormal, 2 / 72, 3],
    ["uniform", uniformInitialiser(-3, 3), 3, 9 / 5],
    ["normal", normalInitialiser(0, 3), 9, 3],
  ] as const;
  for (const [name, initialiser, variance, kurtosis] of variances) {
    it(`${name}: variance and kurtosis`, () => {
      const x = numbers(initialiser(stream(), [3, 3, 8, 24]));
      const moment = (power: number) => x.reduce((sum, v) => sum + v ** power, 0) / x.length;
      expect(moment(1) / Math.sqrt(variance)).to.be.closeTo(0, 5 / Math.sqrt(x.length));
      expect(moment(2) / variance).to.be.closeTo(1, 5 * Math.sqrt(2 / x.length));
      expect(moment(4) / variance ** 2).to.be.closeTo(kurtosis, 5 * Math.sqrt(96 / x.length));
    });
  }

  it("is the same for the same stream, and fills the shape", () => {
    const first = heNormal(stream(), [4, 5]);
    expect(first.shape).to.deep.equal([4, 5]);
    expect(numbers(heNormal(stream(), [4, 5]))).to.deep.equal(numbers(first));
    expect(numbers(heNormal(stream().split(1), [4, 5]))).to.not.deep.equal(numbers(first));
    expect(glorotUniform(stream(), [6]).shape).to.deep.equal([6]);
    expect(glorotUniform(stream(), [0, 3]).size).to.equal(0);
  });

  for (const shape of [
    [5, 3],
    [3, 5],
    [4, 4],
    [2, 3, 4],
  ]) {
    it(`orthogonal [${shape}]: orthonormal rows or columns, times the gain`, () => {
      const columns = shape[shape.length - 1];
      const Q = tf.reshape(orthogonal(2)(stream(), shape), [-1, columns]);
      const wide = columns > Q.shape[0]!;
      const gram = wide ? tf.matMul(Q, Q, false, true) : tf.matMul(Q, Q, true, false);
      const size = gram.shape[0];
      numbers(gram).forEach((value, k) => {
        expect(value).to.be.closeTo(k % (size + 1) === 0 ? 4 : 0, 1e-5);
      });
    });
  }

  it("refuses shapes and numbers without a meaning", () => {
    expect(() => orthogonal()(stream(), [3])).to.throw(ShapeError, /two axes/);
    expect(() => heNormal(stream(), [])).to.throw(ShapeError, /inputs and outputs/);
    expect(() => heNormal(stream(), [2.5, 1])).to.throw(ShapeError, /axis 0 is 2.5/);
    expect(() => uniformInitialiser(0, Number.POSITIVE_INFINITY)).to.throw(DomainError, /high/);
  });
});
