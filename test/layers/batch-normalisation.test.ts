import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../src/errors.js";
import { batchNormalisation, disposeVariables } from "../../src/layers/index.js";
import { RandomStream } from "../../src/numerics/index.js";
import { plan, useDevice } from "../../src/tensors/index.js";

const normals = (seed: number, shape: number[]) =>
  tf.tensor(
    Float32Array.from(RandomStream.fromSeed(seed).normals(shape.reduce((a, b) => a * b, 1))),
    shape,
  );
const numbers = (x: tf.Tensor) => Array.from(x.dataSync());

describe("layers/batch-normalisation", () => {
  before(() => useDevice("webassembly"));

  it("gives columns of mean β and of variance γ² v / (v + ε) in training", () => {
    const layer = batchNormalisation(3, { epsilon: 0.5 });
    layer.weights.scale.assign(tf.tensor1d([2, -1, 3]));
    layer.weights.shift.assign(tf.tensor1d([5, 0, -4]));
    const x = tf.add(tf.mul(normals(1, [4, 6, 3]), [1, 3, 0.2]), [10, -20, 0]);
    const of = (y: tf.Tensor) => tf.moments(tf.reshape(y, [-1, 3]), 0);
    const own = numbers(of(x).variance);
    const { mean, variance } = of(layer.apply(x, "training"));
    const expected = own.map((v, k) => ([4, 1, 9][k] * v) / (v + 0.5));
    numbers(mean).forEach((value, k) => {
      expect(value).to.be.closeTo([5, 0, -4][k], 2e-6);
    });
    numbers(variance).forEach((value, k) => {
      expect(value).to.be.closeTo(expected[k], 1e-4 * expected[k]);
    });
    disposeVariables(layer);
  });

  it("gathers mean and unbiased variance by momentum, and uses them alone in evaluation", () => {
    const layer = batchNormalisation(1, { momentum: 0.25, epsilon: 0 });
    const x = tf.tensor2d([1, 3, 5, 7], [4, 1]); // mean 4, variance 20/3 of a sample of 4
    layer.apply(x, "training");
    const { mean, variance } = layer.statistics;
    expect(numbers(mean)[0]).to.equal(1);
    expect(numbers(variance)[0]).to.be.closeTo(0.75 + 5 / 3, 1e-6);
    mean.assign(tf.tensor1d([2]));
    variance.assign(tf.tensor1d([4]));
    expect(numbers(layer.apply(x, "evaluation"))).to.deep.equal([-0.5, 0.5, 1.5, 2.5]);
    expect(numbers(mean)[0]).to.equal(2);
    disposeVariables(layer);
  });

  it("has the slopes of its primitive operations", () => {
    const layer = batchNormalisation(4);
    layer.weights.scale.assign(normals(2, [4]) as tf.Tensor1D);
    layer.weights.shift.assign(normals(3, [4]) as tf.Tensor1D);
    const weight = normals(4, [5, 3, 4]);
    const x = normals(5, [5, 3, 4]);
    const { scale, shift } = layer.weights;
    const plain = (y: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
      const rows = tf.reshape(y, [-1, 4]);
      const mean = tf.mean(rows, 0);
      const variance = tf.mean(tf.square(tf.sub(rows, mean)), 0);
      const unit = tf.div(tf.sub(rows, mean), tf.sqrt(tf.add(variance, 1e-5)));
      return tf.reshape(tf.add(tf.mul(unit, gamma), beta), y.shape);
    };
    const objective = (y: tf.Tensor) => tf.sum(tf.mul(tf.square(y), weight));
    const expected = tf.grads((y, gamma, beta) => objective(plain(y, gamma, beta)))([
      x,
      scale.clone(),
      shift.clone(),
    ]);
    const alongX = tf.grad((y) => objective(layer.apply(y, "training")))(x);
    const { grads } = tf.variableGrads(
      () => objective(layer.apply(x, "training")) as tf.Scalar,
      [scale, shift],
    );
    const got = [alongX, grads[scale.name], grads[shift.name]];
    got.forEach((slope, k) => {
      const of = numbers(expected[k]);
      numbers(slope).forEach((value, at) => {
        expect(value).to.be.closeTo(of[at], 2e-5 * Math.max(1, Math.abs(of[at])));
      });
    });
    disposeVariables(layer);
  });

  it("gathers in a plan what it gathers without", () => {
    const make = () => {
      const layer = batchNormalisation(3);
      const optimiser = tf.train.sgd(0.1);
      const step = (x: tf.Tensor) =>
        optimiser.minimize(
          () => tf.mean(tf.abs(layer.apply(x, "training"))) as tf.Scalar,
          true,
          Object.values(layer.weights),
        )!;
      return { layer, step };
    };
    const [eager, planned] = [make(), make()];
    const replay = plan(planned.step);
    for (let k = 0; k < 5; k++) {
      const x = normals(10 + k, [6, 3]);
      expect(numbers(replay(x))).to.deep.equal(numbers(eager.step(x)));
    }
    for (const name of ["mean", "variance"]) {
      const of = (side: typeof eager) => numbers(side.layer.statistics[name]);
      expect(of(planned)).to.deep.equal(of(eager));
    }
  });

  it("keeps one row finite, and names a wrong shape", () => {
    const layer = batchNormalisation(2);
    expect(numbers(layer.apply(tf.tensor2d([[7, -7]]), "training"))).to.deep.equal([0, 0]);
    expect(() => layer.apply(tf.zeros([3, 3]), "training")).to.throw(
      ShapeError,
      "got x of shape [3,3]; expected 2",
    );
    disposeVariables(layer);
  });
});
