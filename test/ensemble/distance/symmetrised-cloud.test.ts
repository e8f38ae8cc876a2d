import { expect } from "chai";
import {
  distanceToProjection,
  relativeMeanDistance,
  symmetrisedCloud,
  wasserstein2Squared,
} from "../../../src/ensemble/distance/index.js";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

/** Rotations of the plane by k · 90°, with integer entries. */
const quarterTurns = [
  [1, 0, 0, 1],
  [0, -1, 1, 0],
  [-1, 0, 0, -1],
  [0, 1, -1, 0],
].map((entries) => new Matrix(2, 2, Float64Array.from(entries)));

const gaussian = (n: number): Matrix => new Matrix(n, 2, RandomStream.fromSeed(4).normals(2 * n));

describe("symmetrisedCloud", () => {
  it("holds M_g z_i in row g·N + i", () => {
    const { cloud, subsampled } = symmetrisedCloud(
      Matrix.fromRows([
        [1, 2],
        [3, 5],
      ]),
      quarterTurns,
    );
    expect(subsampled).to.equal(false);
    expect(cloud.add(Matrix.zeros(8, 2)).toRows()).to.deep.equal([
      [1, 2],
      [3, 5],
      [-2, 1],
      [-5, 3],
      [-1, -2],
      [-3, -5],
      [2, -1],
      [5, -3],
    ]);
  });

  it("is the same law after any element of the group, and after symmetrising again", () => {
    const { cloud } = symmetrisedCloud(gaussian(30), quarterTurns);
    for (const matrix of quarterTurns) {
      expect(wasserstein2Squared(cloud, cloud.multiply(matrix.transpose()))).to.equal(0);
    }
    const again = symmetrisedCloud(cloud, quarterTurns).cloud;
    expect(again.rows).to.equal(480);
    expect(relativeMeanDistance(cloud, again)).to.equal(0);
  });

  it("is at most twice the distance to the fixed points from its cloud", () => {
    // z ↦ Pz ↦ (a uniformly drawn M_g z) couples ν with ν^G and pays E‖z − M_g z‖²,
    // which is 2·E‖z − Pz‖² on average over the group.
    const cloud = gaussian(40);
    const fixed = distanceToProjection(cloud, Matrix.zeros(2));
    const distance = wasserstein2Squared(cloud, symmetrisedCloud(cloud, quarterTurns).cloud);
    expect(distance).to.be.greaterThan(0);
    expect(distance).to.be.at.most(2 * fixed);
  });

  it("spreads a single particle over its orbit: E‖z − M_g z‖²", () => {
    // (1, 0) against itself, (0, 1), (−1, 0) and (0, −1): (0 + 2 + 4 + 2)/4.
    const one = Matrix.fromRows([[1, 0]]);
    expect(wasserstein2Squared(one, symmetrisedCloud(one, quarterTurns).cloud)).to.equal(2);
  });

  it("says so when it draws a part, and takes all when the part is the whole", () => {
    const random = () => RandomStream.fromSeed(9);
    const cloud = gaussian(25);
    const part = symmetrisedCloud(cloud, quarterTurns, { size: 40, random: random() });
    expect([part.cloud.rows, part.subsampled]).to.deep.equal([40, true]);
    const whole = symmetrisedCloud(cloud, quarterTurns).cloud;
    const rows = new Set(whole.toRows().map((row) => row.join()));
    for (const row of part.cloud.toRows()) expect(rows.delete(row.join())).to.equal(true);
    const all = symmetrisedCloud(cloud, quarterTurns, { size: 400, random: random() });
    expect(all).to.deep.equal({ cloud: whole, subsampled: false });
  });

  it("refuses no matrices, other shapes, empty clouds, sizes that are none and NaN", () => {
    const cloud = gaussian(3);
    expect(() => symmetrisedCloud(cloud, [])).to.throw(ShapeError, "no matrices");
    expect(() => symmetrisedCloud(cloud, [Matrix.identity(2), Matrix.identity(3)])).to.throw(
      ShapeError,
      "matrix 1 is 3 × 3",
    );
    expect(() => symmetrisedCloud(new Matrix(0, 2), quarterTurns)).to.throw(ShapeError);
    for (const size of [0, -1, 2.5, NaN]) {
      expect(() =>
        symmetrisedCloud(cloud, quarterTurns, { size, random: RandomStream.fromSeed(1) }),
      ).to.throw(ShapeError, "sample size");
    }
    const broken = Matrix.fromRows([
      [1, 0],
      [0, 1],
    ]);
    broken.data[2] = NaN;
    expect(() => symmetrisedCloud(cloud, [broken])).to.throw(
      DomainError,
      "matrices[0](1, 0) is NaN",
    );
  });
});
