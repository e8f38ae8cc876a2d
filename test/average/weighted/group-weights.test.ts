import { expect } from "chai";
import {
  affineParts,
  average,
  DomainError,
  euclideanGroup,
  generalLinearGroup,
  Matrix,
  orthogonalGroup,
  product,
  pseudoOrthogonalGroup,
  RandomStream,
  randomLorentz,
  specialEuclideanGroup,
  specialOrthogonalGroup,
  vectorOutput,
  weightedFrame,
} from "../../../src/index.js";

/** Two vectors from the points, by their places and without any symmetry. */
const model = (x: Matrix): Matrix => {
  const mix = RandomStream.fromSeed(1).normals(2 * x.rows);
  const out = product(new Matrix(2, x.rows, mix), x);
  return new Matrix(2, x.columns, out.data.map(Math.tanh));
};

describe("weightedFrame", () => {
  it("is equivariant under the group that it is given", () => {
    const random = RandomStream.fromSeed(2);
    const flat = new Matrix(
      4,
      3,
      random.normals(12).map((x, k) => (k % 3 === 2 ? 0 : x)),
    );
    for (const group of [
      orthogonalGroup(3),
      specialOrthogonalGroup(3),
      euclideanGroup(3),
      specialEuclideanGroup(3),
    ]) {
      const averaged = average(model, weightedFrame(group), vectorOutput);
      for (const cloud of [flat, new Matrix(4, 3, random.normals(12))]) {
        const { linear, offset } = affineParts(group, group.sample(random));
        const moved = product(cloud, linear.transpose());
        for (let k = 0; k < 12; k++) moved.data[k] += offset[k % 3];
        const expected = product(averaged(cloud), linear.transpose());
        expect(averaged(moved).maxDifference(expected), group.name).to.be.below(1e-12);
      }
    }
    const jet = Matrix.fromRows([
      [5, 3, 0, 4],
      [2, 0, 2, 0],
      [13, -5, 12, 0],
    ]);
    for (const components of ["all", "special", "identity"] as const) {
      const group = pseudoOrthogonalGroup(1, 3, { components });
      const averaged = average(model, weightedFrame(group), vectorOutput);
      const boost = randomLorentz(4, random, { special: true, speed: 0.5 }).transpose();
      const expected = product(averaged(jet), boost);
      expect(averaged(product(jet, boost)).maxDifference(expected), components).to.be.below(1e-12);
    }
  });

  it("says how far the total momentum is from light-like", () => {
    // P = (10, 0, 0, 0) is 10/√2 from the cone; two points share the way: 5.
    const back = Matrix.fromRows([
      [5, 3, 0, 4],
      [5, -3, 0, -4],
    ]);
    const report = weightedFrame(pseudoOrthogonalGroup(1, 3)).inspect(back);
    expect(report.distance).to.be.closeTo(5, 1e-12);
    expect(report.rank).to.equal(2);
  });

  it("refuses groups without a weighted frame, by name", () => {
    for (const group of [generalLinearGroup(2), pseudoOrthogonalGroup(2, 2)]) {
      expect(() => weightedFrame(group)).to.throw(
        DomainError,
        `weightedFrame: got the group "${group.name}"`,
      );
    }
  });
});
