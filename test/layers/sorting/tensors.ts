import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { RandomStream } from "../../../src/numerics/index.js";

export const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());

export function normals(seed: number, shape: number[]): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from(RandomStream.fromSeed(seed).normals(size)), shape);
}

export function expectClose(got: tf.Tensor, expected: readonly number[], tolerance: number): void {
  const values = numbers(got);
  expect(values.length).to.equal(expected.length);
  values.forEach((value, k) => {
    expect(value).to.be.closeTo(expected[k], tolerance);
  });
}

/** Σ weight · f(x) for x moved by ±h along each number, in differences; f is float32, so h is large. */
export function differences(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  weight: tf.Tensor,
  h = 0.01,
): number[] {
  const values = numbers(x);
  const at = (k: number, by: number): number => {
    const moved = Float32Array.from(values, (value, i) => (i === k ? value + by : value));
    const y = numbers(f(tf.tensor(moved, x.shape)));
    return numbers(weight).reduce((sum, w, i) => sum + w * y[i], 0);
  };
  return values.map((_, k) => (at(k, h) - at(k, -h)) / (2 * h));
}
