import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { RandomStream } from "../../../src/numerics/index.js";
import { type PointEncoderOptions, pointEncoder } from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";
import { gap, matrices, molecules, moved, numbers, pieces } from "./clouds.js";

const encoderOf = (options: PointEncoderOptions) =>
  pointEncoder(RandomStream.fromSeed(11), options);
const shifts = (batch: number): tf.Tensor2D =>
  tf.tensor2d(Float32Array.from(RandomStream.fromSeed(5).normals(batch * 3)), [batch, 3]);
const PIECES: PointEncoderOptions = { points: 4, codeSize: 2, isOrdered: true };
const ATOMS: PointEncoderOptions = { points: 6, features: 3, codeSize: 4 };

describe("represent/points/point-encoder", () => {
  before(() => useDevice("webassembly"));

  const cases: [string, PointEncoderOptions, () => tf.Tensor3D][] = [
    ["ordered pieces", PIECES, () => pieces(1)],
    ["other sizes", { ...PIECES, size: { scalars: 5, vectors: 3, layers: 2 } }, () => pieces(2)],
    ["the true distance", { ...PIECES, distance: "true", reach: 3, count: 6 }, () => pieces(3)],
    ["the nearest two", { ...PIECES, nearest: 2 }, () => pieces(4)],
    ["points without an order", { points: 4, codeSize: 3 }, () => pieces(5)],
  ];
  for (const [name, options, clouds] of cases) {
    it(`turns and shifts vectors and point, and leaves the code: ${name}`, () => {
      const x = clouds();
      const encoder = encoderOf(options);
      const [R, t] = [matrices(3, 8), shifts(8)];
      const [plain, turned] = [x, moved(x, R, t)].map((cloud) =>
        encoder.encode(cloud, "evaluation"),
      );
      expect(plain.code.shape).to.deep.equal([8, options.codeSize]);
      expect(plain.pose.shape).to.deep.equal([8, 3, 3]);
      expect(gap(turned.code, plain.code)).to.be.below(2e-4);
      const shift = tf.concat([tf.zeros([8, 2, 3]), tf.expandDims(t, 1)], 1);
      const expected = tf.add(tf.matMul(plain.pose, R, false, true), shift);
      expect(gap(turned.pose, expected)).to.be.below(1e-3);
      expect(numbers(tf.max(tf.abs(plain.pose)))[0]).to.be.above(1e-2);
    });
  }

  it("sees handedness: mirror images have other codes, by distances alone they had not", () => {
    const x = pieces(6);
    const encoder = encoderOf(PIECES);
    const mirrored = tf.mul(x, tf.tensor1d([1, 1, -1]));
    const [a, b] = [x, mirrored].map((cloud) => encoder.encode(cloud, "evaluation").code);
    expect(gap(a, b)).to.be.above(1e-3);
  });

  it("loses nothing far from the origin", () => {
    const x = pieces(7);
    const encoder = encoderOf(PIECES);
    const far = tf.add(x, 100);
    const [a, b] = [x, far].map((cloud) => encoder.encode(cloud, "evaluation"));
    // Coordinates near 100 are given to 4·10⁻⁶.
    expect(gap(a.code, b.code)).to.be.below(1e-3);
    expect(
      gap(
        tf.slice(b.pose, [0, 2, 0], [8, 1, 3]),
        tf.add(tf.slice(a.pose, [0, 2, 0], [8, 1, 3]), 100),
      ),
    ).to.be.below(1e-3);
  });

  it("without an order: rows in another order give the same code and pose, and scores that move along", () => {
    const x = molecules(1, { batch: 3, points: 6, kinds: 3, empty: 0 });
    const order = [3, 0, 5, 1, 4, 2];
    const encoder = encoderOf({ ...ATOMS, pose: "rotation and order" });
    const [a, b] = [x, tf.gather(x, order, 1)].map((cloud) => encoder.encode(cloud, "evaluation"));
    expect(a.pose.shape).to.deep.equal([3, 12]);
    expect(gap(a.code, b.code)).to.be.below(1e-4);
    const [vectorsA, scoresA] = tf.split(a.pose, [6, 6], 1);
    const [vectorsB, scoresB] = tf.split(b.pose, [6, 6], 1);
    expect(gap(vectorsA, vectorsB)).to.be.below(1e-3);
    expect(gap(tf.gather(scoresA, order, 1), scoresB)).to.be.below(1e-3);
  });

  it("does not see points that only fill up, and scores them last", () => {
    const short = molecules(2, { batch: 2, points: 4, kinds: 3, empty: 0 });
    const long = tf.concat([short, tf.zeros([2, 2, 6])], 1);
    const options = { ...ATOMS, isPadded: true, pose: "motion and order" } as const;
    const [a, b] = [4, 6].map((points) => encoderOf({ ...options, points }));
    const [first, second] = [a.encode(short, "evaluation"), b.encode(long, "evaluation")];
    expect(gap(first.code, second.code)).to.be.below(1e-5);
    const [poseA, scoresA] = tf.split(first.pose, [9, 4], 1);
    const [poseB, scoresB, last] = tf.split(second.pose, [9, 4, 2], 1);
    expect(gap(poseA, poseB)).to.be.below(1e-4);
    expect(gap(scoresA, scoresB)).to.be.below(1e-4);
    expect(numbers(last)).to.deep.equal([-100, -100, -100, -100]);
  });

  it("a straight line gives parallel vectors, never NaN; so do points in one place", () => {
    const encoder = encoderOf({ points: 4, codeSize: 2, pose: "rotation" });
    const line = tf.tensor3d([
      [
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
        [4, 0, 0],
      ],
    ]);
    const { pose } = encoder.encode(line, "evaluation");
    const [a, b, c, d, e, f] = numbers(pose);
    expect(Math.hypot(b, c, e, f)).to.be.below(1e-5 * Math.hypot(a, d) + 1e-6);
    const point = encoder.encode(tf.ones([1, 4, 3]), "evaluation");
    for (const x of [...numbers(point.code), ...numbers(point.pose)]) expect(x).to.be.finite;
    expect(Math.hypot(...numbers(point.pose))).to.be.below(1e-6);
  });

  it("says what it cannot take", () => {
    expect(() => encoderOf({ ...PIECES, isPadded: true })).to.throw(
      DomainError,
      "without features",
    );
    const encoder = encoderOf(ATOMS);
    expect(() => encoder.encode(tf.zeros([2, 6, 3]), "evaluation")).to.throw(
      ShapeError,
      "got x of shape [2,6,3]; expected [batch, 6, 6], positions and 3 features",
    );
    const lone = encoderOf({ points: 1, codeSize: 1 });
    expect(() => lone.encode(tf.zeros([2, 1, 3]), "evaluation")).to.throw(ShapeError, "one point");
  });
});
