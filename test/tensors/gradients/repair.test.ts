import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { repairGradients } from "../../../src/tensors/gradients/repair.js";

/** ∂ Σ f / ∂x by differences of the fourth order; f is computed in Float32. */
function differences(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number[] {
  const h = 0.04;
  const values = Float32Array.from(x.dataSync());
  const at = (k: number, move: number): number => {
    const moved = values.slice();
    moved[k] += move;
    return tf.tidy(() => {
      const image = Array.from(f(tf.tensor(moved, x.shape)).dataSync() as Float32Array);
      return image.reduce((sum, value) => sum + value, 0);
    });
  };
  return Array.from(values, (_, k) => {
    const near = at(k, h) - at(k, -h);
    const far = at(k, 2 * h) - at(k, -2 * h);
    return (8 * near - far) / (12 * h);
  });
}

function expectClose(found: tf.Tensor, expected: readonly number[]): void {
  const values = Array.from(found.dataSync());
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(values).to.have.lengthOf(expected.length);
  values.forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(expected[k], 1e-3 * scale);
  });
}

const vector = () => tf.tensor1d([0.31, -0.72, 1.18, 0.53]);
const matrix = () => tf.tensor2d([2, 1, 0.5, 0.3, 3, 0.2, 0.1, 0.4, 1.5], [3, 3]);
const indices = (rows: number[][]) => tf.tensor2d(rows, undefined, "int32");
const weights = tf.tensor1d([1, -2, 3, 0.5]);

type Case = readonly [name: string, f: (x: tf.Tensor) => tf.Tensor, x: () => tf.Tensor];

const first: readonly Case[] = [
  ["where", (x) => tf.where(x.greater(0), x.square(), x.mul(3)), vector],
  ["where by ≤ and ¬", (x) => tf.where(x.lessEqual(0).logicalNot(), x.square(), x), vector],
  ["floorDiv", (x) => tf.floorDiv(x, 0.4).mul(x), () => tf.tensor1d([0.5, -0.6, 1, 0.6])],
  [
    "gatherND",
    (x) =>
      tf
        .gatherND(
          x,
          indices([
            [0, 1],
            [2, 2],
            [0, 1],
          ]),
        )
        .pow(3),
    matrix,
  ],
  ["scatterND", (x) => tf.scatterND(indices([[0], [2], [2], [5]]), x, [6]).pow(3), vector],
  [
    "tensorScatterUpdate",
    (x) => tf.tensorScatterUpdate(x, indices([[0], [3]]), x.slice(1, 2).square()).pow(3),
    vector,
  ],
  ["topk", (x) => tf.topk(x, 2).values.pow(3), matrix],
  ["stridedSlice", (x) => tf.stridedSlice(x, [2, 0], [-4, 3], [-2, 2]).pow(3), matrix],
  ["einsum, matrix product", (x) => tf.einsum("ij,jk->ik", x, matrix()).pow(3), matrix],
  ["einsum, its right factor", (x) => tf.einsum("ij,jk->ik", matrix(), x).pow(3), matrix],
  ["einsum of one", (x) => tf.einsum("ij->ji", x).pow(3).mul(matrix()), matrix],
  ["einsum, batched", (x) => tf.einsum("bi,bi->b", x, matrix()).pow(3), matrix],
  ["cumprod", (x) => tf.cumprod(x, 1).mul(matrix()), matrix],
  ["cumprod with a zero", (x) => tf.cumprod(x).mul(weights), () => tf.tensor1d([2, 0, 3, 0.5])],
  [
    "cumprod, exclusive, reverse, first axis",
    (x) => tf.cumprod(x, 0, true, true).mul(matrix()),
    matrix,
  ],
  ["qr", (x) => tf.linalg.qr(x as tf.Tensor2D)[1].mul(matrix()), matrix],
];

const second: readonly Case[] = [
  ["tanh", (x) => tf.tanh(x).mul(weights), vector],
  ["sigmoid", (x) => tf.sigmoid(x).mul(weights), vector],
  ["exp", (x) => tf.exp(x).mul(weights), vector],
  ["elu", (x) => tf.elu(x).mul(weights), vector],
  ["selu", (x) => tf.selu(x).mul(weights), vector],
  ["leakyRelu", (x) => tf.leakyRelu(x.pow(3)).mul(weights), vector],
  ["relu6", (x) => tf.relu6(x.pow(3)).mul(weights), vector],
  ["prelu", (x) => tf.prelu(x.pow(3), tf.scalar(0.1)).mul(weights), vector],
  ["softmax", (x) => tf.softmax(x).mul(weights), vector],
  ["pow", (x) => tf.pow(x.abs(), x).mul(weights), vector],
  ["softmax of rows", (x) => tf.softmax(x).mul(matrix()), matrix],
  ["logSoftmax", (x) => tf.logSoftmax(x).mul(weights), vector],
  ["logSumExp", (x) => tf.logSumExp(x).mul(2), vector],
  [
    "avgPool",
    (x) => tf.avgPool(x.pow(3).reshape([1, 3, 3, 1]) as tf.Tensor4D, 2, 1, "same").square(),
    matrix,
  ],
  [
    "maxPool",
    (x) => tf.maxPool(x.pow(3).reshape([1, 3, 3, 1]) as tf.Tensor4D, 2, 1, "same").square(),
    matrix,
  ],
];

describe("repaired gradients", () => {
  before(async () => {
    await tf.setBackend("cpu");
    repairGradients();
  });

  for (const [name, f, x] of first) {
    it(`first derivative: ${name}`, () => {
      const at = x();
      expectClose(tf.grad((y: tf.Tensor) => f(y).sum())(at), differences(f, at));
    });
  }

  for (const [name, f, x] of second) {
    it(`second derivative: ${name}`, () => {
      const at = x();
      const slope = (y: tf.Tensor) => tf.grad((z: tf.Tensor) => f(z).sum())(y);
      const weighted = (y: tf.Tensor) => slope(y).mul(tf.range(1, y.size + 1).reshape(y.shape));
      expectClose(tf.grad((y: tf.Tensor) => weighted(y).sum())(at), differences(weighted, at));
    });
  }

  it("a third derivative of tanh is that of the closed form", () => {
    const nth = (n: number): ((x: tf.Tensor) => tf.Tensor) =>
      n === 0 ? (x) => tf.tanh(x) : tf.grad((x: tf.Tensor) => nth(n - 1)(x).sum());
    const x = 0.4;
    const t = Math.tanh(x);
    const expected = (1 - t * t) * (6 * t * t - 2);
    expect(nth(3)(tf.tensor1d([x])).dataSync()[0]).to.be.closeTo(expected, 1e-5);
  });

  it("gives comparisons a slope of zero", () => {
    const f = (x: tf.Tensor) => tf.cast(tf.greater(x, 0), "float32").mul(5).sum();
    expect(Array.from(tf.grad(f)(vector()).dataSync())).to.deep.equal([0, 0, 0, 0]);
  });
});
