import { expect } from "chai";
import { minimalFrame, randomLorentz } from "../../../../src/average/index.js";
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
});
