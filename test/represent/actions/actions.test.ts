import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { permutationRepresentation, symmetricGroup } from "../../../src/groups/index.js";
import { RandomStream } from "../../../src/numerics/index.js";
import {
  actLinearly,
  actOnImages,
  actTogether,
  type BatchAction,
  circlePoses,
  finitePoses,
  motionPoses,
  movePoints,
  type PoseSpace,
  permutationPoses,
  permuteRows,
  productPoses,
  rotationPoses,
  translationPoses,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";

function expectClose(a: tf.Tensor, b: tf.Tensor, tolerance = 1e-5): void {
  expect(a.shape).to.deep.equal(b.shape);
  const right = b.dataSync();
  a.dataSync().forEach((value, k) => {
    expect(value, `entry ${k}`).to.be.closeTo(right[k], tolerance);
  });
}

const S3 = symmetricGroup(3);
interface Case {
  readonly name: string;
  readonly space: PoseSpace<unknown>;
  readonly action: BatchAction;
  readonly shape: readonly number[];
}
const entry = <Element>(
  name: string,
  space: PoseSpace<Element>,
  action: BatchAction,
  shape: readonly number[],
): Case => ({ name, space: space as unknown as PoseSpace<unknown>, action, shape });

const CASES: readonly Case[] = [
  entry("rotations of points", rotationPoses(), movePoints, [5, 3]),
  entry("rotations of points of the plane", circlePoses(), movePoints, [5, 2]),
  entry("motions of points", motionPoses(3), movePoints, [5, 3]),
  entry("motions of the plane", motionPoses(2), movePoints, [5, 2]),
  entry("shifts of points", translationPoses(3), movePoints, [5, 3]),
  entry("orders of rows", permutationPoses(5), permuteRows, [5, 2]),
  entry("orders of rows of pictures", permutationPoses(5), permuteRows, [5, 2, 3]),
  entry("matrices", finitePoses(S3), actLinearly(permutationRepresentation(S3)), [3, 4]),
  entry(
    "motions and orders",
    productPoses(motionPoses(3), permutationPoses(4)),
    actTogether(movePoints, permuteRows),
    [4, 3],
  ),
];

describe("actions on batches", () => {
  before(() => useDevice("webassembly"));

  for (const { name, space, action, shape } of CASES) {
    it(`${name}: e x = x and (g h) x = g (h x)`, () => {
      const random = RandomStream.fromSeed(1);
      const draw = () => [0, 1, 2].map(() => space.group.sample(random));
      const [g, h] = [draw(), draw()];
      const size = 3 * shape.reduce((a, b) => a * b, 1);
      const x = tf.tensor(Array.from(random.normals(size)), [3, ...shape]);
      const identities = [0, 1, 2].map(() => space.group.identity);
      expectClose(action(space.tensorsOf(identities), x), x);
      const products = g.map((own, k) => space.group.compose(own, h[k]));
      expectClose(
        action(space.tensorsOf(products), x),
        action(space.tensorsOf(g), action(space.tensorsOf(h), x)),
      );
    });
  }

  it("a permutation brings row i to place π(i)", () => {
    const x = tf.tensor3d([10, 20, 30], [1, 3, 1]);
    const moved = permuteRows(permutationPoses(3).tensorsOf([[2, 0, 1]]), x);
    expect(Array.from(moved.dataSync())).to.deep.equal([20, 30, 10]);
  });

  it("pictures turn counter-clockwise, and shift by halves of a side, up", () => {
    const picture = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const turned = actOnImages([tf.tensor3d([0, -1, 1, 0], [1, 2, 2])], picture);
    // Rows 1 2 / 3 4, a quarter turn counter-clockwise: 2 4 / 1 3.
    expectClose(turned, tf.tensor4d([2, 4, 1, 3], [1, 2, 2, 1]));
    const up = actOnImages([tf.tensor2d([0, 1], [1, 2])], picture);
    expectClose(up, tf.tensor4d([3, 4, 0, 0], [1, 2, 2, 1]));
  });

  for (const { name, space, action, shape } of CASES) {
    it(`${name}: leaves nothing behind but the result`, () => {
      const elements = space.tensorsOf([space.group.identity, space.group.identity]);
      const x = tf.zeros([2, ...shape]);
      const before = tf.memory().numTensors;
      action(elements, x).dispose();
      expect(tf.memory().numTensors).to.equal(before);
    });
  }

  it("names shapes that do not fit", () => {
    const x = tf.zeros([2, 4, 3]);
    expect(() => movePoints([tf.zeros([2, 2, 2])], x)).to.throw("movePoints: got elements");
    expect(() => permuteRows([tf.zeros([2, 3, 3])], x)).to.throw("permuteRows: got matrices");
    expect(() => actTogether(movePoints)([], x)).to.throw("got 0 tensors of elements");
    expect(() => actTogether()).to.throw("got no action");
    expect(() => actOnImages([tf.zeros([2, 3, 3])], tf.zeros([2, 4, 4, 1]))).to.throw(
      "actOnImages: got elements",
    );
    const action = actLinearly(permutationRepresentation(S3));
    expect(() => action([tf.zeros([2, 5])], tf.zeros([2, 3]))).to.throw("got weights of shape");
  });
});
