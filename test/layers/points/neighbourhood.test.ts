import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { neighbourhood, radialFunctions } from "../../../src/layers/index.js";
import { nearestRows } from "../../../src/layers/points/nearest.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const cloud = (batch: number, points: number, seed = 1): tf.Tensor3D =>
  tf.tensor3d(Float32Array.from(RandomStream.fromSeed(seed).normals(batch * points * 3)), [
    batch,
    points,
    3,
  ]);

describe("layers/points/neighbourhood", () => {
  before(() => useDevice("webassembly"));

  it("is a mean of the others where all are neighbours", () => {
    const near = neighbourhood(cloud(2, 3));
    const content = tf.tensor3d([
      [[1], [2], [6]],
      [[0], [4], [8]],
    ]);
    expect(numbers(near.mean(content))).to.deep.equal([4, 3.5, 1.5, 6, 4, 2]);
  });

  it("serves a whole batch with one cloud", () => {
    for (const points of [3, 9]) {
      const one = cloud(1, points);
      const f = cloud(2, points, 2);
      const R = tf.ones([8, 3]);
      const alone = neighbourhood(one);
      const each = neighbourhood(tf.tile(one, [2, 1, 1]));
      const pairs = [
        [alone.mean(f), each.mean(f)],
        [alone.filtered(f, R), each.filtered(f, R)],
        [alone.displaced(f), each.displaced(f)],
      ];
      for (const [a, b] of pairs) {
        expect(a.shape).to.deep.equal(b.shape);
        expect(numbers(tf.max(tf.abs(tf.sub(a, b))))[0]).to.be.below(1e-5);
      }
    }
  });

  it("leaves out points that only fill up", () => {
    const positions = cloud(1, 4);
    const present = tf.tensor2d([[1, 1, 0, 1]]);
    const far = tf.add(positions, tf.tensor3d([[[0], [0], [50], [0]]]));
    const content = tf.tensor3d([[[1], [2], [100], [6]]]);
    const weights = tf.ones([8, 1]);
    const [a, b] = [positions, far].map((x) => neighbourhood(x, {}, present));
    const kept = [0, 1, 3];
    const of = (x: tf.Tensor): number[] => kept.map((k) => numbers(x)[k]);
    expect(of(a.mean(content))).to.deep.equal([4, 3.5, 1.5]);
    expect(of(b.filtered(content, weights))).to.deep.equal(of(a.filtered(content, weights)));
  });

  it("finds the nearest, of two as near the first", () => {
    const line = tf.tensor3d([
      [
        [0, 0, 0],
        [1, 0, 0],
        [3, 0, 0],
        [7, 0, 0],
      ],
    ]);
    const squares = tf.square(
      tf.sub(line.slice([0, 0, 0], [1, 4, 1]), tf.tensor3d([[[0, 1, 3, 7]]])),
    );
    const apart = tf.mul(tf.eye(4), 2e12);
    expect(numbers(nearestRows(squares, apart, 2))).to.deep.equal([1, 2, 0, 2, 1, 0, 2, 1]);
    const two = tf.tensor3d([[[0, 1, 1]], [[0, 4, 1]]]);
    expect(numbers(nearestRows(tf.tile(two, [1, 3, 1]), tf.zeros([3, 3]), 2))).to.deep.equal([
      0, 1, 0, 1, 0, 1, 3, 5, 3, 5, 3, 5,
    ]);
  });

  it("counts the nearest in proportion to (1 − d²/d_k²)²", () => {
    // From 0 the three nearest are at 1, 2 and 4: weights (15/16)², (3/4)², 0.
    const line = tf.tensor3d([
      [
        [0, 0, 0],
        [1, 0, 0],
        [-2, 0, 0],
        [0, 4, 0],
        [0, 0, 9],
      ],
    ]);
    const near = neighbourhood(line, { nearest: 3 });
    const content = tf.tensor3d([[[0], [1], [10], [100], [1000]]]);
    const [a, b] = [(15 / 16) ** 2, (3 / 4) ** 2];
    expect(numbers(near.mean(content))[0]).to.be.closeTo((a + 10 * b) / (a + b), 1e-5);
    expect(numbers(near.meanDisplacements)[0]).to.be.closeTo((a - 2 * b) / (a + b), 1e-6);
  });

  it("weighs with Gaussians of the squared or the true distance", () => {
    const squares = tf.tensor2d([[4, 0]]);
    // Centres 0 and 4, γ = 1/32: exp(−16/32), exp(0); a distance of 0 counts as 10⁻⁴.
    const squared = numbers(radialFunctions({ count: 2 }).of(squares));
    expect(squared[0]).to.be.closeTo(Math.exp(-0.5), 1e-6);
    expect(squared[2]).to.be.closeTo(1, 1e-6);
    expect(squared[3]).to.be.closeTo(Math.exp(-((4 - 1e-4) ** 2) / 32), 1e-6);
    const straight = numbers(radialFunctions({ count: 2, distance: "true" }).of(squares));
    expect(straight[0]).to.be.closeTo(Math.exp(-4 / 32), 1e-6);
  });

  it("says what it cannot take", () => {
    expect(() => neighbourhood(tf.zeros([2, 1, 3]))).to.throw(ShapeError, "clouds of one point");
    expect(() => neighbourhood(tf.zeros([2, 4]))).to.throw(
      ShapeError,
      "got positions of shape [2,4]",
    );
    expect(() => neighbourhood(cloud(1, 4), { nearest: 0 })).to.throw(DomainError, "nearest is 0");
    expect(() => radialFunctions({ count: 1 })).to.throw(DomainError, "count is 1");
    expect(() => radialFunctions({ reach: -1 })).to.throw(DomainError, "reach is -1");
  });

  it("gives within a plan what it gives without", async () => {
    const step = plan((x: tf.Tensor) => {
      const near = neighbourhood(x, { nearest: 4 });
      return near.filtered(x, tf.ones([8, 3]));
    });
    const x = cloud(2, 7);
    const eager = numbers(step(x));
    step(x);
    await step.ready();
    expect(numbers(step(x))).to.deep.equal(eager);
    expect(step.report().shapes[0].replays).to.equal(1);
    step.dispose();
  });
});
