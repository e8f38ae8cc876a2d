import { expect } from "chai";
import { RandomStream, uniformDirection, uniformRotation } from "../../../src/numerics/index.js";

const COUNT = 4000;

describe("numerics/random/uniform-turns", () => {
  it("directions have length 1, and their first four frequencies vanish in the mean", () => {
    const stream = RandomStream.fromSeed(1);
    const sums = new Float64Array(8);
    for (let k = 0; k < COUNT; k++) {
      const [c, s] = uniformDirection(stream);
      expect(Math.hypot(c, s)).closeTo(1, 1e-12);
      const angle = Math.atan2(s, c);
      for (let m = 1; m <= 4; m++) {
        sums[2 * m - 2] += Math.cos(m * angle) / COUNT;
        sums[2 * m - 1] += Math.sin(m * angle) / COUNT;
      }
    }
    // Five standard deviations, √(1 / 2N).
    for (const sum of sums) expect(Math.abs(sum)).below(5 / Math.sqrt(2 * COUNT));
  });

  it("rotations are orthogonal of determinant 1; their entries and products vanish in the mean", () => {
    const stream = RandomStream.fromSeed(2);
    const means = new Float64Array(9);
    let traces = 0;
    for (let k = 0; k < COUNT; k++) {
      const R = uniformRotation(stream);
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const product = R[i] * R[j] + R[3 + i] * R[3 + j] + R[6 + i] * R[6 + j];
          expect(product).closeTo(i === j ? 1 : 0, 1e-12);
        }
      }
      const determinant =
        R[0] * (R[4] * R[8] - R[5] * R[7]) -
        R[1] * (R[3] * R[8] - R[5] * R[6]) +
        R[2] * (R[3] * R[7] - R[4] * R[6]);
      expect(determinant).closeTo(1, 1e-12);
      R.forEach((entry, i) => {
        means[i] += entry / COUNT;
      });
      traces += (R[0] + R[4] + R[8]) ** 2 / COUNT;
    }
    // Under Haar's measure an entry has mean 0 and variance 1/3; the mean of trace² is 1, since the
    // representation is irreducible, and that of trace⁴ is 3.
    for (const entry of means) expect(Math.abs(entry)).below(5 / Math.sqrt(3 * COUNT));
    expect(traces).closeTo(1, 5 * Math.sqrt(2 / COUNT));
  });
});
