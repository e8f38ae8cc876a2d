import { expect } from "chai";
import {
  average,
  canonicalSign,
  DomainError,
  Matrix,
  randomSetNetwork,
  signCounterexample,
  signInvariantNetwork,
  signPatternFrame,
} from "../../../src/index.js";
import { largestDifference, rowsInOrder, stream, sums } from "./graphs.js";

const { first, second } = signCounterexample;
const rowsOf = (matrix: Matrix, change: (row: number[]) => number[]) =>
  matrix
    .toRows()
    .map((row) => change(row).join())
    .sort()
    .join(" ");

describe("sign-invariant networks", () => {
  it("have a counterexample: orthogonal columns without signs, not related by order and signs", () => {
    for (const U of [first, second]) {
      expect(U.column(0).reduce((sum, value, i) => sum + value * U.at(i, 1), 0)).to.equal(0);
      for (const k of [0, 1]) expect(canonicalSign(U.column(k)).sign).to.equal(0);
    }
    expect(rowsOf(first, (row) => row.map(Math.abs))).to.equal(
      rowsOf(second, (row) => row.map(Math.abs)),
    );
    for (const [a, b] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]) {
      const signed = rowsOf(second, ([x, y]) => [a * x + 0, b * y + 0]);
      expect(signed).to.not.equal(rowsOf(first, (row) => row));
    }
  });

  it("cannot tell its pairs apart by branches, but by a mean over all signs", () => {
    for (let trial = 0; trial < 5; trial++) {
      const random = stream(`sign network ${trial}`);
      const phi = randomSetNetwork({ inputs: 1, width: 16, outputs: 32 }, random.split("phi"));
      const branches = signInvariantNetwork(phi, sums);
      expect(largestDifference(branches(first), branches(second))).to.be.below(1e-12);
      const joint = randomSetNetwork({ inputs: 2, width: 16, outputs: 64 }, random.split("joint"));
      const averaged = average((U: Matrix) => sums(joint(U)), signPatternFrame);
      const apart = averaged(first).map((value, k) => value - averaged(second)[k]);
      expect(Math.hypot(...apart)).to.be.above(0.1);
      const flipped = new Matrix(
        8,
        2,
        first.data.map((value, k) => (k % 2 === 0 ? -value : value)),
      );
      const order = random.permutation(8);
      expect(largestDifference(averaged(rowsInOrder(flipped, order)), averaged(first))).to.be.below(
        1e-12,
      );
    }
  });

  it("are made for few columns, and for none", () => {
    expect(signPatternFrame.poses(Matrix.zeros(3, 0)).length).to.equal(1);
    expect(() => signPatternFrame.poses(Matrix.zeros(2, 13))).to.throw(DomainError, "2^13");
    expect(signInvariantNetwork((column) => column, sums)(Matrix.zeros(3, 0)).length).to.equal(0);
  });
});
