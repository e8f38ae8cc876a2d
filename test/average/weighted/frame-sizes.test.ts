import { expect } from "chai";
import {
  DomainError,
  directionFrame,
  frameSizes,
  Matrix,
  RandomStream,
  separatorFrame,
  weightedRotationFrame,
} from "../../../src/index.js";

describe("frame sizes", () => {
  it("are the published integers: n, n (n − 1), separators and n!", () => {
    const five = frameSizes(5, 2);
    expect(five.rotations).to.equal(5n);
    expect(five.allDirections).to.equal(20n);
    expect(five.separators).to.equal(11n);
    expect(frameSizes(5, 3).rotations).to.equal(20n);
    expect(frameSizes(20, 3).rotations).to.equal(380n);
    expect(frameSizes(100, 2).separators).to.equal(4951n);
    expect(frameSizes(25, 2).wholePermutationGroup).to.equal(15511210043330985984000000n);
  });

  it("of all directions count all n! orders where n ≤ d + 1", () => {
    for (const [n, d] of [
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
      [4, 7],
    ]) {
      const { allDirections, wholePermutationGroup } = frameSizes(n, d);
      expect(allDirections).to.equal(wholePermutationGroup);
    }
    // Four points of the plane: 12 of 24 orders.
    expect(frameSizes(4, 2).allDirections).to.equal(12n);
  });

  it("are what the frames make of random clouds", () => {
    const random = RandomStream.fromSeed(2);
    for (const [n, d] of [
      [4, 2],
      [5, 2],
      [5, 3],
      [6, 3],
      [3, 4],
      [4, 4],
    ]) {
      const x = new Matrix(n, d, random.normals(n * d));
      const sizes = frameSizes(n, d);
      const count = (options: object) => BigInt(weightedRotationFrame(d, options).poses(x).length);
      expect(count({})).to.equal(sizes.rotations);
      expect(count({ special: false, lastAxis: "points" })).to.equal(sizes.orthogonalByPoints);
      // Both signs make two poses only where the points reach the last axis.
      expect(count({ special: false })).to.equal(n < d ? sizes.rotations : sizes.orthogonal);
      expect(BigInt(separatorFrame({ random }).poses(x).length)).to.equal(sizes.separators);
      if (d === 2) {
        expect(BigInt(directionFrame().poses(x).length)).to.equal(sizes.allDirections);
      }
    }
  });

  it("of all directions in space agree with a count of drawn orders", () => {
    const random = RandomStream.fromSeed(7);
    const x = new Matrix(5, 3, random.normals(15));
    const seen = new Set<string>();
    for (let k = 0; k < 20000; k++) seen.add(directionFrame().sample(x, random).order.join());
    // Q(5, 3) = Q(4, 3) + 4 Q(4, 2) = 24 + 48.
    expect(frameSizes(5, 3).allDirections).to.equal(72n);
    expect(seen.size).to.equal(72);
  });

  it("are refused for no points", () => {
    expect(() => frameSizes(0, 2)).to.throw(DomainError, "points is 0");
  });
});
