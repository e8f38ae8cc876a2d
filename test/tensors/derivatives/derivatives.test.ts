import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import {
  hessian,
  hessianVectorProduct,
  jacobian,
  jacobianVectorProduct,
  vectorJacobianProduct,
} from "../../../src/tensors/derivatives/index.js";

const values = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
function expectClose(found: tf.Tensor, expected: readonly number[], tolerance = 1e-5): void {
  expect(values(found)).to.have.lengthOf(expected.length);
  values(found).forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(expected[k], tolerance);
  });
}

/** From polar to Cartesian coordinates: J = [[cos φ, −r sin φ], [sin φ, r cos φ]]. */
const cartesian = (x: tf.Tensor) => {
  const [r, phi] = tf.unstack(x);
  return tf.stack([tf.mul(r, tf.cos(phi)), tf.mul(r, tf.sin(phi))]);
};
const [r, phi] = [1.5, 0.4];
const polar = () => tf.tensor1d([r, phi]);

describe("derivatives along directions", () => {
  before(() => tf.setBackend("cpu"));

  it("J v of polar coordinates is that of the closed form, with the value", () => {
    const { value, product } = jacobianVectorProduct(cartesian, [polar()], [tf.tensor1d([2, 3])]);
    expectClose(value, [r * Math.cos(phi), r * Math.sin(phi)]);
    expectClose(product, [
      2 * Math.cos(phi) - 3 * r * Math.sin(phi),
      2 * Math.sin(phi) + 3 * r * Math.cos(phi),
    ]);
  });

  it("u · (J v) = (uᵀ J) · v for a network of two inputs", () => {
    const W = tf.randomNormal([4, 3], 0, 1, "float32", 1);
    const x = tf.randomNormal([5, 4], 0, 1, "float32", 2);
    const f = (a: tf.Tensor, b: tf.Tensor) => tf.softmax(tf.tanh(tf.matMul(a, b)));
    const directions = [
      tf.randomNormal([5, 4], 0, 1, "float32", 3),
      tf.randomNormal([4, 3], 0, 1, "float32", 4),
    ];
    const u = tf.randomNormal([5, 3], 0, 1, "float32", 5);
    const { product } = jacobianVectorProduct(f, [x, W], directions);
    const backward = vectorJacobianProduct(f, [x, W], u);
    const left = tf.sum(tf.mul(u, product)).dataSync()[0];
    const right = tf.addN(backward.map((slope, k) => tf.sum(tf.mul(slope, directions[k]))));
    expect(left).to.be.closeTo(right.dataSync()[0], 1e-4);
  });

  it("Jacobians, of more outputs and of more inputs", () => {
    const closed = [Math.cos(phi), -r * Math.sin(phi), Math.sin(phi), r * Math.cos(phi)];
    expectClose(jacobian(cartesian, polar()), closed);
    const A = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const tall = (x: tf.Tensor) => tf.matMul(A, tf.reshape(x, [2, 1]));
    const found = jacobian(tall, polar());
    expect(found.shape).to.deep.equal([3, 1, 2]);
    expectClose(found, values(A));
    const wide = (x: tf.Tensor) => tf.sum(tf.square(x));
    expectClose(jacobian(wide, polar()), [2 * r, 2 * phi]);
  });

  it("H of x² y + sin y is [[2 y, 2 x], [2 x, −sin y]], and H v is its product with v", () => {
    const f = (x: tf.Tensor) => {
      const [a, b] = tf.unstack(x);
      return tf.add(tf.mul(tf.square(a), b), tf.sin(b));
    };
    const H = [2 * phi, 2 * r, 2 * r, -Math.sin(phi)];
    expectClose(hessian(f, polar()), H);
    const [product] = hessianVectorProduct(f, [polar()], [tf.tensor1d([1, -2])]);
    expectClose(product, [H[0] - 2 * H[1], H[2] - 2 * H[3]]);
  });

  it("H of a network of tanh agrees with differences of its slopes", () => {
    const W = tf.randomNormal([3, 3], 0, 1, "float32", 6);
    const f = (x: tf.Tensor) => tf.sum(tf.tanh(tf.matMul(tf.reshape(x, [1, 3]), W)));
    const x = [0.2, -0.4, 0.7];
    const h = 0.02;
    const slope = (k: number, move: number) => {
      const moved = x.map((value, n) => (n === k ? value + move : value));
      return values(tf.grad(f)(tf.tensor1d(moved)));
    };
    const expected = x.flatMap((_, k) =>
      slope(k, h).map((value, n) => (value - slope(k, -h)[n]) / (2 * h)),
    );
    expectClose(hessian(f, tf.tensor1d(x)), expected, 3e-3);
  });

  it("leave no tensor behind", () => {
    const x = polar();
    const v = tf.tensor1d([1, 0]);
    const before = tf.memory().numTensors;
    const { value, product } = jacobianVectorProduct(cartesian, [x], [v]);
    tf.dispose([value, product, jacobian(cartesian, x), hessian((y) => tf.sum(tf.exp(y)), x)]);
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("name what is wrong", () => {
    const x = polar();
    expect(() => jacobianVectorProduct(cartesian, [x], [tf.zeros([3])])).to.throw(
      ShapeError,
      /inputs of shape \[2\] and directions of shape \[3\]/,
    );
    expect(() => vectorJacobianProduct(cartesian, [x], tf.zeros([3]))).to.throw(
      ShapeError,
      /covector \[3\]/,
    );
    expect(() => hessianVectorProduct(cartesian, [x], [x])).to.throw(ShapeError, /one number/);
    const reading = (y: tf.Tensor) => tf.tensor1d(Array.from(y.dataSync()));
    expect(() => jacobianVectorProduct(reading, [x], [x])).to.throw(
      DomainError,
      /without reading numbers/,
    );
  });
});
