import { expect } from "chai";
import {
  affineGroup,
  generalLinearGroup,
  homogeneousMatrix,
  Matrix,
  minimalFrame,
  RandomStream,
  randomInvertible,
  randomUnimodular,
  specialLinearGroup,
} from "../../../../src/index.js";
import { cloudOfRank, moved, normalCloud, relative, roundedToSingle } from "../clouds.js";

const groups = [
  [generalLinearGroup(3), (r: RandomStream) => randomInvertible(3, r)],
  [specialLinearGroup(3), (r: RandomStream) => randomUnimodular(3, r)],
  [
    affineGroup(3),
    (r: RandomStream) => homogeneousMatrix(randomInvertible(3, r), r.split("b").normals(3)),
  ],
] as const;

describe("frames of GL, SL and Aff on data that were rounded to Float32", () => {
  for (const [group, sample] of groups) {
    const frame = minimalFrame(group, { precision: "single" });

    it(`have one form for every observer: ${group.name}`, () => {
      for (let k = 0; k < 300; k++) {
        const random = RandomStream.fromSeed(31).split(`${group.name} ${k}`);
        const cloud = normalCloud(24, 3, random.split("points"));
        const [own] = frame.poses(roundedToSingle(cloud));
        const seen = roundedToSingle(moved(group, sample(random.split("observer")), cloud));
        const [other] = frame.poses(seen);
        expect(other.rank, `cloud ${k}`).to.equal(3);
        // 100 times what is to be expected from the conditioning of the worse of the two.
        const bound = 100 * frame.inspect(seen).errorBound;
        expect(relative(own.form, other.form), `cloud ${k}`).to.be.below(Math.max(bound, 1e-5));
      }
    });

    it(`know the rank of flat and of straight clouds: ${group.name}`, () => {
      for (let k = 0; k < 300; k++) {
        const random = RandomStream.fromSeed(32).split(`${group.name} ${k}`);
        const rank = 1 + (k % 2);
        const cloud = cloudOfRank(24, 3, rank, random.split("points"));
        const seen = roundedToSingle(moved(group, sample(random.split("observer")), cloud));
        const [own] = frame.poses(roundedToSingle(cloud));
        const [other] = frame.poses(seen);
        expect([own.rank, other.rank], `cloud ${k}`).to.deep.equal([rank, rank]);
        expect(Array.from(other.basis!.rows)).to.deep.equal(Array.from(own.basis!.rows));
      }
    });
  }

  it("measure each coordinate by itself: 30 000 times another unit changes nothing", () => {
    // Its determinant is 1, and it rounds nothing.
    const units = Matrix.diagonal([2 ** 10, 2 ** -5, 2 ** -5]);
    const frame = minimalFrame(specialLinearGroup(3), { precision: "single" });
    const cloud = roundedToSingle(normalCloud(24, 3, RandomStream.fromSeed(33)));
    const [own] = frame.poses(cloud);
    const [other] = frame.poses(cloud.multiply(units));
    expect(other.rank).to.equal(3);
    expect(relative(own.form, other.form)).to.be.below(1e-12);
  });

  it("take no coordinate for one that holds roundings of the others", () => {
    // A flat cloud that was turned in Float32: its height is a few roundings of nothing.
    const random = RandomStream.fromSeed(34);
    const flat = normalCloud(24, 3, random);
    for (let i = 0; i < 24; i++) flat.row(i)[2] = 2 ** -23 * random.normal();
    for (const group of [generalLinearGroup(3), affineGroup(3)]) {
      expect(minimalFrame(group, { precision: "single" }).poses(flat)[0].rank).to.equal(2);
    }
  });

  it("take rows that are far from dependent, whatever comes first", () => {
    // The second row is the first and a thousandth: as a basis it enlarges errors a million times.
    const group = generalLinearGroup(2);
    const frame = minimalFrame(group, { precision: "single" });
    const random = RandomStream.fromSeed(35);
    const cloud = normalCloud(24, 2, random);
    cloud.row(1).set(cloud.row(0).map((x, j) => x + [0, 1e-3][j]));
    const g = Matrix.fromRows([
      [1, 0.3],
      [-0.7, 0.9],
    ]);
    const [own] = frame.poses(roundedToSingle(cloud));
    const [other] = frame.poses(roundedToSingle(moved(group, g, cloud)));
    expect(relative(own.form, other.form)).to.be.below(3e-6);
    expect(own.form.maxAbs()).to.be.below(10);
  });
});
