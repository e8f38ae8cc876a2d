import { expect } from "chai";
import { segmentBound } from "../../../../../src/discover/bottleneck/classical/mixture/segment-certificate.js";
import { Matrix, RandomStream, relativeEntropy } from "../../../../../src/numerics/index.js";
import { randomRows } from "../random-rows.js";

describe("segmentBound", () => {
  it("is above Σ α e^(−d) on the whole line between the profiles, and touches it", () => {
    const random = RandomStream.fromSeed(17);
    for (const scale of [1, 30, 3000]) {
      const ends = randomRows(random, 2, 4);
      const shares = [0, 1, 0.2, 0.75, 0.4];
      const at = (s: number) => ends.transpose().apply([1 - s, s]);
      const profiles = Matrix.fromRows(shares.map(at)).scale(scale);
      const weights = Float64Array.from(shares, () => random.normal());
      const bound = segmentBound(profiles, weights);
      let highest = -Infinity;
      for (let k = 0; k <= 4000; k++) {
        const place = at(k / 4000).map((g) => g * scale);
        const sum = weights.reduce(
          (total, w, a) => total + Math.exp(w - relativeEntropy(profiles.row(a), place)),
          0,
        );
        highest = Math.max(highest, Math.log(sum));
      }
      expect(bound).to.be.at.least(Math.max(0, highest) - 1e-12);
      // The grid misses the top by 1/8000 of the line: second order, with curvature up to the scale.
      expect(bound).to.be.at.most(Math.max(0, highest) + 1e-7 * scale + 1e-9);
    }
  });

  it("is Infinity off a line, and knows single profiles and zeros", () => {
    expect(segmentBound(Matrix.identity(3), new Float64Array(3))).to.equal(Infinity);
    const one = Matrix.fromRows([[0.3, 0.7]]);
    expect(segmentBound(one, Float64Array.of(-0.5))).to.be.closeTo(-0.5, 1e-15);
    // c(s) = α₀ (1 − s) + α₁ s between the profiles (1, 0) and (0, 1).
    const bound = segmentBound(Matrix.identity(2), Float64Array.of(Math.log(1.7), Math.log(0.4)));
    expect(bound).to.be.closeTo(Math.log(1.7), 1e-9);
    // Letters of probability 0 are not asked.
    const weights = Float64Array.of(0, 0, -Infinity);
    expect(segmentBound(Matrix.identity(3), weights)).to.be.closeTo(0, 1e-9);
  });
});
