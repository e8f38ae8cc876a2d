import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import { moveImages, turnImages } from "../../../src/layers/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { plan, useDevice } from "../../../src/tensors/index.js";

const rotations = (...angles: number[]): tf.Tensor =>
  tf.tensor3d(
    angles.flatMap((a) => [Math.cos(a), -Math.sin(a), Math.sin(a), Math.cos(a)]),
    [angles.length, 2, 2],
  );
const random = (seed: number, shape: number[]): tf.Tensor => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from(RandomStream.fromSeed(seed).normals(size)), shape);
};
const numbers = (x: tf.Tensor): number[] => Array.from(x.dataSync());
const furthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, k) => Math.abs(value - b[k])));

/** (ρ(g) x)(p) = x(g⁻¹ p), pixel by pixel in Float64. */
function warped(motion: number[][], image: number[], [height, width]: [number, number]): number[] {
  const half = Math.max(height, width) / 2;
  const [[a, b, t = 0], [c, d, s = 0]] = motion;
  const pixel = (row: number, column: number): number =>
    row >= 0 && row < height && column >= 0 && column < width ? image[row * width + column] : 0;
  return image.map((_, k) => {
    const x = ((k % width) - (width - 1) / 2) / half - t;
    const y = ((height - 1) / 2 - Math.floor(k / width)) / half - s;
    const column = (a * x + c * y) * half + (width - 1) / 2;
    const row = (height - 1) / 2 - (b * x + d * y) * half;
    const [j, i] = [Math.floor(column), Math.floor(row)];
    const [u, v] = [column - j, row - i];
    return (
      (1 - v) * ((1 - u) * pixel(i, j) + u * pixel(i, j + 1)) +
      v * ((1 - u) * pixel(i + 1, j) + u * pixel(i + 1, j + 1))
    );
  });
}

describe("layers/images: turned and moved pictures", () => {
  before(() => useDevice("webassembly"));

  it("are kept by the identity, and turned counter-clockwise by quarter turns", () => {
    const images = random(1, [2, 6, 6, 3]);
    expect(furthest(numbers(turnImages(rotations(0, 0), images)), numbers(images))).to.equal(0);
    // A picture of two rows, (1 2 / 3 4), counter-clockwise: (2 4 / 1 3).
    const small = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const turned = numbers(turnImages(rotations(Math.PI / 2), small));
    expect(furthest(turned, [2, 4, 1, 3])).to.be.below(1e-5);
  });

  it("are the formula pixel by pixel, for turns, reflections and motions of any images", () => {
    for (const [height, width] of [
      [7, 7],
      [5, 8],
    ] as [number, number][]) {
      const image = random(2, [1, height, width, 1]);
      const c = Math.cos(0.7);
      const s = Math.sin(0.7);
      for (const matrix of [
        [c, -s, s, c],
        [c, s, s, -c],
      ]) {
        const rows = [matrix.slice(0, 2), matrix.slice(2)];
        const turned = turnImages(tf.tensor3d(matrix, [1, 2, 2]), image);
        const expected = warped(rows, numbers(image), [height, width]);
        expect(furthest(numbers(turned), expected)).to.be.below(1e-5);
        const moving = [[...rows[0], 0.3] as number[], [...rows[1], -0.2] as number[]];
        const moved = moveImages(tf.tensor3d(moving.flat(), [1, 2, 3]), image);
        const shifted = warped(moving, numbers(image), [height, width]);
        expect(furthest(numbers(moved), shifted)).to.be.below(1e-5);
      }
    }
  });

  it("move up and to the right for positive t, and leave the frame", () => {
    const dot = tf.scatterND(
      tf.tensor2d([[0, 4, 4, 0]], [1, 4], "int32"),
      tf.tensor1d([1]),
      [1, 8, 8, 1],
    );
    const motion = (x: number, y: number) => tf.tensor3d([1, 0, x, 0, 1, y], [1, 2, 3]);
    const moved = numbers(moveImages(motion(0.5, 0.25), dot));
    expect(moved.indexOf(1)).to.equal(3 * 8 + 6);
    expect(numbers(tf.sum(moveImages(motion(50, -50), dot)))).to.deep.equal([0]);
  });

  it("have the derivatives of the formula, by the picture and by the motion", () => {
    const image = random(3, [1, 6, 6, 1]);
    const weights = random(4, [1, 6, 6, 1]);
    const motion = [Math.cos(2.1), -Math.sin(2.1), 0.13, Math.sin(2.1), Math.cos(2.1), -0.21];
    const [byMotion, byImage] = tf.grads((m: tf.Tensor, x: tf.Tensor) =>
      tf.sum(tf.mul(moveImages(m, x), weights)),
    )([tf.tensor3d(motion, [1, 2, 3]), image]);
    const pixels = numbers(image);
    const value = (entries: readonly number[], x: number[]): number => {
      const rows = [entries.slice(0, 3), entries.slice(3)];
      const w = numbers(weights);
      return warped(rows, x, [6, 6]).reduce((sum, pixel, k) => sum + w[k] * pixel, 0);
    };
    // In Float64, with a step so small that no place crosses a pixel.
    const slopes = (at: readonly number[], f: (moved: number[]) => number): number[] =>
      at.map((_, k) => {
        const moved = (by: number) => f(at.map((entry, j) => entry + (j === k ? by : 0)));
        return (moved(1e-7) - moved(-1e-7)) / 2e-7;
      });
    const bySteps = slopes(motion, (m) => value(m, pixels));
    expect(furthest(numbers(byMotion), bySteps)).to.be.below(1e-4);
    const byPixels = slopes(pixels, (x) => value(motion, x));
    expect(furthest(numbers(byImage), byPixels)).to.be.below(1e-5);
  });

  it("give the same bits in a plan", () => {
    const images = random(6, [3, 9, 9, 1]);
    const matrices = rotations(0.3, 1, 4);
    const step = (m: tf.Tensor, x: tf.Tensor) =>
      tf.grads((r: tf.Tensor, i: tf.Tensor) => tf.sum(tf.square(turnImages(r, i))))([m, x]);
    const planned = plan(step);
    const eager = step(matrices, images).map(numbers);
    for (let k = 0; k < 3; k++) {
      expect(planned(matrices, images).map(numbers)).to.deep.equal(eager);
    }
    planned.dispose();
  });

  it("name shapes that do not fit", () => {
    expect(() => turnImages(rotations(1), tf.zeros([1, 4, 4]))).to.throw(
      ShapeError,
      "turnImages: got images of shape [1,4,4]",
    );
    expect(() => moveImages(rotations(1), tf.zeros([1, 4, 4, 1]))).to.throw(
      ShapeError,
      "got motions of shape [1,2,2] for 1 images; expected [1, 2, 3]",
    );
  });
});
