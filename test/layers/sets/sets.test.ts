import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import {
  disposeVariables,
  numberedRows,
  poolMembers,
  setLinear,
} from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { useDevice } from "../../../src/tensors/index.js";
import { expectClose, normals, numbers } from "../sorting/tensors.js";

describe("layers/sets", () => {
  before(() => useDevice("webassembly"));

  it("pools members", () => {
    const x = tf.tensor3d([1, 2, 3, 4, 5, 9], [1, 3, 2]);
    expect(numbers(poolMembers(x))).to.deep.equal([9, 15]);
    expect(numbers(poolMembers(x, "mean"))).to.deep.equal([3, 5]);
    expect(numbers(poolMembers(x, "max"))).to.deep.equal([5, 9]);
    expect(() => poolMembers(tf.zeros([3, 2]))).to.throw(ShapeError, "[3,2]");
  });

  it("is x A + mean B + b, and follows the members", () => {
    const layer = setLinear(RandomStream.fromSeed(1), 1, 1);
    layer.weights["own.matrix"].assign(tf.tensor2d([2], [1, 1]));
    layer.weights["own.bias"].assign(tf.tensor1d([0.5]));
    layer.weights["all.matrix"].assign(tf.tensor2d([-1], [1, 1]));
    const y = layer.apply(tf.tensor3d([1, 2, 6], [1, 3, 1]), "evaluation"); // mean 3
    expect(numbers(y)).to.deep.equal([-0.5, 1.5, 9.5]);
    disposeVariables(layer);

    const wide = setLinear(RandomStream.fromSeed(2), 4, 3);
    const x = normals(3, [2, 7, 4]);
    const order = RandomStream.fromSeed(4).permutation(7);
    const moved = wide.apply(tf.gather(x, order, 1), "evaluation");
    expectClose(moved, numbers(tf.gather(wide.apply(x, "evaluation"), order, 1)), 2e-6);
    disposeVariables(wide);
  });

  it("gives rows that are the linear map of z beside a one-hot number", () => {
    const layer = numberedRows(RandomStream.fromSeed(1), 3, 4, 5);
    const z = normals(2, [2, 3]);
    const { matrix, numbers: rows } = layer.weights;
    const beside = tf.concat(
      [tf.tile(tf.expandDims(z, 1), [1, 4, 1]), tf.tile(tf.expandDims(tf.eye(4), 0), [2, 1, 1])],
      2,
    );
    const whole = tf.reshape(tf.concat([matrix, rows], 0), [7, 5]);
    const expected = tf.matMul(tf.reshape(beside, [8, 7]), whole as tf.Tensor2D);
    expectClose(layer.apply(z, "evaluation"), numbers(expected), 2e-6);
    expect(() => layer.apply(tf.zeros([2, 4]), "evaluation")).to.throw(ShapeError, "[2,4]");
    disposeVariables(layer);
  });
});
