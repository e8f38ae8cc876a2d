import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import fc from "fast-check";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";
import {
  nearestNeighbourAccuracy,
  permutationPoses,
  shareOfRight,
  validPermutationShare,
} from "../../../src/represent/index.js";
import { useDevice } from "../../../src/tensors/index.js";

const line = (...values: number[]) => Matrix.fromRows(values.map((value) => [value]));

describe("nearestNeighbourAccuracy", () => {
  it("votes of 1 and 3, by hand; of a tie the nearest decides", () => {
    const reference = { codes: line(0, 1, 2, 10, 11), labels: [0, 1, 1, 2, 2] };
    const tests = { codes: line(0.2, 9, 1.4), labels: [0, 2, 1] };
    expect(nearestNeighbourAccuracy(reference, tests).right).to.equal(3);
    // 0.2 sees 0, 1, 2 with labels 0, 1, 1.
    expect(nearestNeighbourAccuracy(reference, tests, { neighbours: 3 }).right).to.equal(2);
    // With two votes 0.2 sees 0 and 1: labels 0 and 1, and 0 is nearer.
    expect(nearestNeighbourAccuracy(reference, tests, { neighbours: 2 }).right).to.equal(3);
  });

  it("is that of all distances, compared one by one", () => {
    const random = RandomStream.fromSeed(1);
    const draw = (rows: number) => new Matrix(rows, 4, random.normals(4 * rows));
    const [reference, tests] = [draw(200), draw(50)];
    const labels = Array.from({ length: 200 }, () => random.integer(3));
    const found = Array.from({ length: 50 }, (_, i) => {
      const distances = labels.map((_label, j) =>
        Math.hypot(...Array.from(tests.row(i), (x, k) => x - reference.at(j, k))),
      );
      return labels[distances.indexOf(Math.min(...distances))];
    });
    const one = { codes: reference, labels };
    const { right, accuracy } = nearestNeighbourAccuracy(one, { codes: tests, labels: found });
    expect([right, accuracy]).to.deep.equal([50, 1]);
  });

  it("standardised: a number on a small scale counts as much", () => {
    const rows = (scale: number) =>
      Matrix.fromRows([
        [0, 0],
        [0, scale],
        [1, 0],
        [1, scale],
      ]);
    const reference = { codes: rows(1e-3), labels: [0, 1, 0, 1] };
    const tests = {
      codes: Matrix.fromRows([
        [0.6, 0.9e-3],
        [0.4, 0.1e-3],
      ]),
      labels: [1, 0],
    };
    expect(nearestNeighbourAccuracy(reference, tests, { scale: "standardised" }).right).to.equal(2);
    const twisted = { ...reference, labels: [0, 0, 1, 1] };
    expect(nearestNeighbourAccuracy(twisted, { ...tests, labels: [1, 0] }).right).to.equal(2);
  });

  it("Wilson's interval: 8 of 10, by its formula; never outside [0, 1]", () => {
    // Newcombe (1998) gives (0.4902, 0.9433) for 8 of 10.
    const { lower, upper, accuracy } = shareOfRight(8, 10);
    expect(accuracy).to.equal(0.8);
    expect(lower).to.be.closeTo(0.4902, 5e-5);
    expect(upper).to.be.closeTo(0.9433, 5e-5);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (a, b) => {
        const share = shareOfRight(a, a + b + 1);
        expect(share.lower).to.be.within(0, share.accuracy);
        expect(share.upper).to.be.within(share.accuracy, 1);
      }),
      { seed: 1 },
    );
    expect(() => shareOfRight(3, 2)).to.throw("3 of 2");
  });

  it("names what does not fit", () => {
    const right = { codes: line(0, 1), labels: [0, 1] };
    expect(() => nearestNeighbourAccuracy({ ...right, labels: [0] }, right)).to.throw("reference");
    expect(() => nearestNeighbourAccuracy(right, { codes: line(0), labels: [] })).to.throw("tests");
    expect(() => nearestNeighbourAccuracy(right, right, { neighbours: 3 })).to.throw(
      "3 neighbours",
    );
  });
});

describe("validPermutationShare", () => {
  before(() => useDevice("webassembly"));

  it("counts permutations: not soft ones, not two rows that pick one column", () => {
    const matrices = tf.tensor3d(
      [
        [0, 1, 1, 0],
        [1, 0, 1, 0],
        [0.5, 0.5, 0.5, 0.5],
        [1, 0, 0, 1],
      ].flat(),
      [4, 2, 2],
    );
    expect(validPermutationShare(matrices)).to.equal(0.5);
    expect(() => validPermutationShare(tf.zeros([1, 2, 3]))).to.throw("[1,2,3]");
  });

  it("hard sorting gives permutations alone, with ties as well", () => {
    const random = RandomStream.fromSeed(3);
    const scores = Array.from({ length: 40 * 8 }, () => random.integer(4));
    const y = tf.tensor2d(scores, [40, 8]);
    const [hard] = permutationPoses(8).batchSection(y).elements;
    expect(validPermutationShare(hard)).to.equal(1);
    const [soft] = permutationPoses(8, { sorting: "soft" }).batchSection(y).elements;
    expect(validPermutationShare(soft)).to.equal(0);
  });
});
