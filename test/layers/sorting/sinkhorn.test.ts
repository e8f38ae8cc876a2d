import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { assignmentMatrix, hardSinkhorn, sinkhorn } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";
import { differences, expectClose, normals, numbers } from "./tensors.js";

/** All orders of 0 … n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => [...rest.slice(0, at), n - 1, ...rest.slice(at)]),
  );
}

describe("layers/sorting/sinkhorn", () => {
  before(() => useDevice("webassembly"));

  it("is σ((a + d − b − c) / 2τ) on the diagonal for two elements", () => {
    // scaling keeps p₁₁ p₂₂ / (p₁₂ p₂₁), and sums of 1 make p₁₁ = p₂₂
    const [a, b, c, d] = [0.3, -0.5, 1.1, 0.9];
    const p = 1 / (1 + Math.exp(-(a + d - b - c) / (2 * 0.5)));
    const got = sinkhorn(tf.tensor3d([a, b, c, d], [1, 2, 2]), { temperature: 0.5 });
    expectClose(got, [p, 1 - p, 1 - p, p], 1e-6);
  });

  it("sums to 1 along both axes, and follows permutations of rows and columns", () => {
    const logits = normals(1, [3, 5, 5]);
    const matrix = sinkhorn(logits, { iterations: 60 });
    const ones = new Array<number>(15).fill(1);
    expectClose(tf.sum(matrix, 2), ones, 2e-6);
    expectClose(tf.sum(matrix, 1), ones, 1e-5);
    const order = RandomStream.fromSeed(2).permutation(5);
    for (const axis of [1, 2]) {
      const moved = sinkhorn(tf.gather(logits, order, axis), { iterations: 60 });
      expectClose(moved, numbers(tf.gather(matrix, order, axis)), 2e-6);
    }
  });

  it("has the slope of its differences", () => {
    const logits = normals(3, [1, 3, 3]);
    const weight = normals(4, [1, 3, 3]);
    const soft = (x: tf.Tensor) => sinkhorn(x, { iterations: 6 });
    const slope = tf.grad((x) => tf.sum(tf.mul(soft(x), weight)))(logits);
    expectClose(slope, differences(soft, logits, weight), 3e-4);
    const hard = tf.grad((x) => tf.sum(tf.mul(hardSinkhorn(x, { iterations: 6 }), weight)))(logits);
    expect(numbers(hard)).to.deep.equal(numbers(slope));
  });

  it("finds the best of all permutations, also of tied ones", () => {
    const logits = normals(5, [6, 4, 4]);
    const values = numbers(logits);
    const best = values.length / 16;
    const got = numbers(assignmentMatrix(logits));
    for (let sample = 0; sample < best; sample++) {
      const score = (entry: (row: number, column: number) => number) =>
        [0, 1, 2, 3].reduce((sum, i) => sum + [0, 1, 2, 3].reduce((s, j) => s + entry(i, j), 0), 0);
      const at = (i: number, j: number) => 16 * sample + 4 * i + j;
      const largest = Math.max(
        ...orders(4).map((order) => order.reduce((sum, j, i) => sum + values[at(i, j)], 0)),
      );
      expect(score((i, j) => got[at(i, j)] * values[at(i, j)])).to.be.closeTo(largest, 1e-12);
    }
    const tied = assignmentMatrix(tf.zeros([1, 6, 6]));
    for (const axis of [1, 2])
      expect(numbers(tf.sum(tied, axis))).to.deep.equal([1, 1, 1, 1, 1, 1]);
  });

  it("becomes the best permutation as the temperature falls", () => {
    const logits = normals(6, [4, 4, 4]);
    // columns are met slowly: what an entry lacks falls with the number of iterations alone
    const cold = sinkhorn(logits, { temperature: 0.01, iterations: 100 });
    expectClose(cold, numbers(assignmentMatrix(logits)), 0.05);
  });

  it("says that a plan cannot read the logits, and names what it cannot take", () => {
    const step = plan((x: tf.Tensor) => tf.sum(tf.mul(assignmentMatrix(x), x)));
    const x = normals(7, [1, 3, 3]);
    step(x);
    expect(() => step(x)).to.throw(DomainError);
    expect(() => sinkhorn(tf.zeros([2, 3]))).to.throw(ShapeError, "[2,3]");
    expect(() => assignmentMatrix(tf.zeros([1, 2, 3]))).to.throw(ShapeError, "[1,2,3]");
    expect(() => sinkhorn(x, { iterations: 0 })).to.throw(DomainError, "iterations is 0");
    expect(() => assignmentMatrix(tf.fill([1, 2, 2], Number.NaN))).to.throw(DomainError);
  });
});
