import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { crossProducts, pointNormalisation, squaredLengths } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { useDevice } from "../../../src/tensors/index.js";

const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const random = (seed: number): tf.Tensor4D =>
  tf.tensor4d(Float32Array.from(RandomStream.fromSeed(seed).normals(24)), [2, 2, 3, 2]);

describe("layers/points/vectors", () => {
  before(() => useDevice("webassembly"));

  it("e₁ × e₂ = e₃, and so on around; channels side by side", () => {
    const a = tf.tensor4d([
      [
        [
          [1, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    ]);
    const b = tf.tensor4d([
      [
        [
          [0, 0],
          [1, 0],
          [0, 3],
        ],
      ],
    ]);
    expect(numbers(crossProducts(a, b))).to.deep.equal([0, 6, 0, 0, 1, 0]);
    expect(numbers(squaredLengths(b))).to.deep.equal([1, 9]);
  });

  it("has the slopes of (a × b) · w: b × w and w × a", () => {
    const [a, b, w] = [1, 2, 3].map(random);
    const slopes = tf.grads((u, v) => tf.sum(tf.mul(crossProducts(u, v), w)))([a, b]);
    const h = 1e-2;
    const along = (u: tf.Tensor, v: tf.Tensor): number =>
      numbers(tf.sum(tf.mul(crossProducts(u, v), w)))[0];
    const step = tf.mul(random(4), h);
    // The function is linear in each, so that central differences have no error but rounding.
    const ofFirst = (along(tf.add(a, step), b) - along(tf.sub(a, step), b)) / 2;
    const ofSecond = (along(a, tf.add(b, step)) - along(a, tf.sub(b, step))) / 2;
    expect(numbers(tf.sum(tf.mul(slopes[0], step)))[0]).to.be.closeTo(ofFirst, 1e-5);
    expect(numbers(tf.sum(tf.mul(slopes[1], step)))[0]).to.be.closeTo(ofSecond, 1e-5);
  });

  it("takes components along any axis", () => {
    const rows = tf.tensor2d([1, 0, 0, 0, 2, 0], [2, 3]);
    const others = tf.tensor2d([0, 1, 0, 0, 0, 3], [2, 3]);
    expect(numbers(crossProducts(rows, others, 1))).to.deep.equal([0, 0, 1, 6, 0, 0]);
    expect(() => crossProducts(rows, others, 0)).to.throw(ShapeError, "3 at axis 0");
  });

  it("wants vectors of space", () => {
    expect(() => crossProducts(tf.zeros([1, 2, 2, 1]), tf.zeros([1, 2, 2, 1]))).to.throw(
      ShapeError,
      "expected [batch, points, 3, channels] twice",
    );
  });

  it("normalises each point for itself", () => {
    const near = undefined as never;
    const layer = pointNormalisation(2);
    const scalars = tf.tensor3d([
      [
        [1, 3],
        [10, 10],
      ],
    ]);
    const vectors = tf.tensor4d([
      [
        [
          [3, 0],
          [4, 0],
          [0, 5],
        ],
        [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      ],
    ]);
    const out = layer.apply({ scalars, vectors }, near);
    const [low, high, ...same] = numbers(out.scalars);
    expect(low).to.be.closeTo(-1, 1e-4);
    expect(high).to.be.closeTo(1, 1e-4);
    expect(same).to.deep.equal([0, 0]);
    // Both channels have length 5; vectors of length 0 stay.
    numbers(out.vectors!).forEach((value, k) => {
      expect(value).to.be.closeTo([0.6, 0, 0.8, 0, 0, 1][k] ?? 0, 1e-6);
    });
  });
});
