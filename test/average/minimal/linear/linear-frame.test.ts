import { expect } from "chai";
import {
  affineGroup,
  average,
  determinant,
  generalLinearGroup,
  Matrix,
  minimalFrame,
  minimalLinearFrame,
  RandomStream,
  specialLinearGroup,
  vectorOutput,
} from "../../../../src/index.js";
import { cloudOfRank, defect, moved, normalCloud, plainModel, relative } from "../clouds.js";

describe("minimalLinearFrame", () => {
  it("shows a model of GL the unit vectors, and every point in their coordinates", () => {
    const cloud = Matrix.fromRows([
      [2, 0],
      [4, 0],
      [1, 1],
      [5, 3],
    ]);
    const [{ form, element }] = minimalFrame(generalLinearGroup(2)).poses(cloud);
    // (5, 3) = 1 · (2, 0) + 3 · (1, 1).
    const expected = Matrix.fromRows([
      [1, 0],
      [2, 0],
      [0, 1],
      [1, 3],
    ]);
    expect(form.maxDifference(expected)).below(1e-14);
    const columns = Matrix.fromRows([
      [2, 1],
      [0, 1],
    ]);
    expect(element.maxDifference(columns)).equal(0);
  });

  it("preserves equivariant models of SL(d) on clouds of negative volume, d even and odd (trap 4)", () => {
    // The last row by the volume of the first d: equivariant under SL, not under GL.
    for (const dimension of [1, 2, 3, 4]) {
      const volume = (cloud: Matrix): Matrix => {
        const rows = Array.from({ length: dimension }, (_, i) => cloud.row(i));
        return cloud.scale(Math.cbrt(determinant(Matrix.fromRows(rows))) - 0.5);
      };
      const group = specialLinearGroup(dimension);
      const averaged = average(volume, minimalFrame(group), vectorOutput);
      for (let trial = 0; trial < 10; trial++) {
        const random = RandomStream.fromSeed(61).split(`${dimension} ${trial}`);
        const cloud = normalCloud(dimension + 2, dimension, random);
        for (const sign of [1, -1]) {
          for (let k = 0; k < dimension; k++) cloud.data[k] *= sign;
          expect(relative(averaged(cloud), volume(cloud))).below(1e-11);
          const [{ element, form }] = minimalFrame(group).poses(cloud);
          expect(determinant(element)).closeTo(1, 1e-10);
          const first = Matrix.fromRows(Array.from({ length: dimension }, (_, i) => cloud.row(i)));
          const chosen = Matrix.fromRows(Array.from({ length: dimension }, (_, i) => form.row(i)));
          const [want, got] = [determinant(first), determinant(chosen)];
          expect(got).closeTo(want, 1e-10 * Math.max(1, Math.abs(want)));
        }
      }
    }
  });

  it("tests the rank of affine clouds after centring (trap 5)", () => {
    // Six points on a plane that misses the origin: rank 3 before centring, 2 after.
    const random = RandomStream.fromSeed(62);
    const plane = cloudOfRank(6, 3, 2, random);
    for (let i = 0; i < 6; i++) plane.row(i).set(plane.row(i).map((x, k) => x + [1, -2, 3][k]));
    const frame = minimalFrame(affineGroup(3));
    expect(frame.poses(plane)[0].rank).equal(2);
    expect(minimalFrame(generalLinearGroup(3)).poses(plane)[0].rank).equal(3);
    const refusing = minimalFrame(affineGroup(3), { degenerate: "refuse" });
    expect(() => refusing.poses(plane)).to.throw(
      /Aff\(3\).*less their centroid, span 2 of 3 dimensions.*"project"/,
    );
    expect(() => refusing.poses(normalCloud(6, 3, random))).not.to.throw();
  });

  it("decides by what no g changes: stretched a million times, the same rows are chosen", () => {
    // In plain coordinates the second row is dependent before the stretch, or after it.
    const group = generalLinearGroup(2);
    const frame = minimalFrame(group);
    const cloud = Matrix.fromRows([
      [1, 0],
      [1, 1e-3],
      [0.2, 1],
    ]);
    const stretch = Matrix.diagonal([1, 1e6]);
    const [a] = frame.poses(cloud);
    const [b] = frame.poses(moved(group, stretch, cloud));
    expect(Array.from(b.basis!.rows)).deep.equal(Array.from(a.basis!.rows));
    expect(b.basis!.kept).closeTo(a.basis!.kept, 1e-9);
    expect(relative(a.form, b.form)).below(1e-9);
  });

  it("projects onto the span below full rank, where no mean is possible, and says so", () => {
    const random = RandomStream.fromSeed(63);
    for (const family of ["GL", "GL⁺", "SL"] as const) {
      const frame = minimalLinearFrame(3, { family });
      const cloud = cloudOfRank(5, 3, 2, random);
      const [{ carry, form, stabiliser, inverse }] = frame.poses(cloud);
      const s = stabiliser.group().sample(random);
      expect(relative(form.multiply(s.transpose()), form)).below(1e-14);
      const projector = inverse.multiply(carry);
      expect(s.multiply(projector).maxDifference(projector)).below(1e-12);
      if (family !== "GL") expect(determinant(s)).above(0);
      const report = frame.inspect(cloud);
      expect(report.findings.join()).to.match(/span 2 of 3/);
      expect(report.distance).equal(0);
      expect(report.stabiliser.description).to.match(/fix 2 of its axes/);
    }
  });

  it("is exact on clouds with a condition number of a million", () => {
    const group = generalLinearGroup(3);
    const frame = minimalFrame(group, { selection: "large" });
    for (let trial = 0; trial < 20; trial++) {
      const random = RandomStream.fromSeed(64).split(`${trial}`);
      const cloud = normalCloud(9, 3, random).multiply(Matrix.diagonal([1, 1e-3, 1e-6]));
      const g = group.sample(random);
      expect(defect(group, g, cloud, plainModel(3, random), frame, vectorOutput)).below(1e-7);
      const report = frame.inspect(cloud);
      expect(report.conditioning).within(1e5, 1e8);
      const [a] = frame.poses(cloud);
      const [b] = frame.poses(moved(group, g, cloud));
      expect(relative(a.form, b.form)).below(100 * report.errorBound);
    }
  });

  it("knows how far dependent rows are", () => {
    // Two rows, least singular value of diag(3, 0.25).
    const cloud = Matrix.fromRows([
      [3, 0],
      [0, 0.25],
      [1, 1],
    ]);
    const first = minimalFrame(generalLinearGroup(2), { selection: "first" });
    expect(first.inspect(cloud).distance).closeTo(0.25, 1e-12);
    // One point about its centroid, and no point, stay what they are under any change.
    const infinite = Number.POSITIVE_INFINITY;
    expect(minimalFrame(affineGroup(2)).inspect(Matrix.fromRows([[3, 1]])).distance).equal(
      infinite,
    );
    expect(minimalFrame(generalLinearGroup(2)).inspect(new Matrix(0, 2)).distance).equal(infinite);
  });

  it("refuses families that it does not know", () => {
    expect(() => minimalLinearFrame(2, { family: "PGL" as never })).to.throw(/"PGL"/);
    expect(() => minimalLinearFrame(2, { degenerate: "guess" as never })).to.throw(/"guess"/);
    expect(() => minimalLinearFrame(0)).to.throw(/dimension 0/);
  });
});
