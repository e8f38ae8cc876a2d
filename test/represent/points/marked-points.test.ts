import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { ShapeError } from "../../../src/errors.js";
import {
  chamferDistance,
  markedPointError,
  moveMarkedPoints,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";
import { gap, matrices, molecules, moved, numbers } from "./clouds.js";

describe("represent/points: what is done with clouds, and how they are compared", () => {
  before(() => useDevice("webassembly"));

  it("moves positions, and leaves marks", () => {
    const x = molecules(3, { batch: 2, points: 5, kinds: 2, empty: 0 });
    const R = matrices(4, 2);
    const t = tf.tensor2d([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const out = moveMarkedPoints([tf.concat([R, tf.expandDims(t, 2)], 2)], x);
    const [positions, marks] = tf.split(x, [3, 2], 2);
    expect(gap(out, tf.concat([moved(positions, R, t), marks], 2))).to.be.below(1e-5);
    expect(gap(moveMarkedPoints([R], positions), tf.matMul(positions, R, false, true))).to.equal(0);
  });

  it("adds squares of positions and cross-entropies of marks", () => {
    const x = tf.tensor3d([
      [
        [0, 0, 0, 1, 0],
        [1, 1, 1, 0, 1],
        [0, 0, 0, 0, 0],
      ],
    ]);
    const found = tf.tensor3d([
      [
        [3, 0, 0, 0.5, 0.5],
        [1, 1, 1, 0.25, 0.75],
        [9, 9, 9, 1, 0],
      ],
    ]);
    const ofMarks = [Math.log(2), Math.log(4 / 3)];
    const padded = numbers(markedPointError({ weight: 2, isPadded: true })(x, found))[0];
    expect(padded).to.be.closeTo((3 + 2 * ofMarks[0] + 2 * ofMarks[1]) / 2, 1e-5);
    const all = numbers(markedPointError({ weight: 2 })(x, found))[0];
    expect(all).to.be.closeTo((3 + 81 + 2 * ofMarks[0] + 2 * ofMarks[1]) / 3, 1e-4);
  });

  it("compares clouds without an order", () => {
    const x = tf.tensor3d([
      [
        [0, 0, 0],
        [1, 0, 0],
        [0, 2, 0],
      ],
    ]);
    expect(numbers(chamferDistance(x, tf.gather(x, [2, 0, 1], 1)))).to.deep.equal([0]);
    // Nearest squares forth: 0, 1, 1; back: 0, 1.
    const other = tf.tensor3d([
      [
        [0, 0, 0],
        [0, 2, 1],
      ],
    ]);
    expect(numbers(chamferDistance(x, other))[0]).to.be.closeTo(
      ((0 + 1 + 1) / 3 + (0 + 1) / 2) / 6,
      1e-6,
    );
    expect(() => chamferDistance(x, tf.zeros([2, 3, 3]))).to.throw(ShapeError, "got the shapes");
  });
});
