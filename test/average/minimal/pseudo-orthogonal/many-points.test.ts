import { expect } from "chai";
import {
  minimalFrame,
  minimalPseudoOrthogonalFrame,
  randomLorentz,
} from "../../../../src/average/index.js";
import { pseudoOrthogonalGroup } from "../../../../src/groups/index.js";
import { Matrix, product, RandomStream } from "../../../../src/numerics/index.js";

describe("Lorentz frames of many points in Float32", () => {
  it("take the time axis from the total momentum for every observer", () => {
    const frame = minimalFrame(pseudoOrthogonalGroup(1, 3, { components: "all" }), {
      precision: "single",
    });
    const rounded = ({ rows, columns, data }: Matrix) =>
      new Matrix(rows, columns, data.map(Math.fround));
    let timeLike = 0;
    for (let k = 0; k < 400; k++) {
      const random = RandomStream.fromSeed(k);
      const cloud = new Matrix(128, 4, random.split("points").normals(512));
      const total = [0, 1, 2, 3].map((j) => cloud.column(j).reduce((sum, x) => sum + x, 0));
      const square = total[0] ** 2 - total[1] ** 2 - total[2] ** 2 - total[3] ** 2;
      // Of |P| ≈ 23; a sum that is nearly light-like may be told either way.
      if (square < 3) continue;
      timeLike++;
      const g = randomLorentz(4, random.split("observer"), { speed: 0.9 });
      const [own] = frame.poses(rounded(cloud));
      const [other] = frame.poses(rounded(product(cloud, g.transpose())));
      expect(own.form.maxDifference(other.form), `cloud ${k}`).to.be.below(
        1e-3 * own.form.maxAbs(),
      );
    }
    expect(timeLike).to.be.above(10);
  });

  it("have the rank of the cloud by pivots, for an observer at γ = 100", () => {
    // Float32 leaves γ² 2⁻²⁴ ≈ 0.0006 of relative error at rest.
    const frame = minimalPseudoOrthogonalFrame(1, 3, { precision: "single", first: "pivots" });
    const fast = Matrix.identity(4);
    const [gamma, momentum] = [100, Math.sqrt(100 ** 2 - 1)];
    fast.row(0).set([gamma, momentum]);
    fast.row(1).set([momentum, gamma]);
    for (let k = 0; k < 120; k++) {
      const random = RandomStream.fromSeed(k).split("fast");
      const rank = 2 + (k % 3);
      const span = randomLorentz(4, random.split("span"), { speed: 0.4 });
      const places = new Matrix(64, 4, random.normals(256));
      for (let i = 0; i < 64; i++) places.row(i).fill(0, rank);
      const seen = product(product(places, span.transpose()), fast.transpose());
      const [pose] = frame.poses(new Matrix(64, 4, seen.data.map(Math.fround)));
      expect(pose.rank, `cloud ${k}`).to.equal(rank);
    }
  });
});
