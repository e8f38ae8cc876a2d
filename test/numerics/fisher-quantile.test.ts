import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { fisherQuantile, studentQuantile } from "../../src/numerics/index.js";

describe("numerics/fisher-quantile", () => {
  it("has the closed forms for one and two numerator degrees", () => {
    for (const nu of [1, 3, 7.5, 40, 400]) {
      for (const p of [0.05, 0.5, 0.95, 0.999]) {
        // F with d₁ = 2: P(F > x) = (1 + 2x/ν)^(−ν/2)
        const expected = (nu / 2) * ((1 - p) ** (-2 / nu) - 1);
        expect(fisherQuantile(p, 2, nu) / expected).to.be.closeTo(1, 1e-10);
        // F with d₁ = 1 is t²
        const t = studentQuantile((1 + p) / 2, nu);
        expect(fisherQuantile(p, 1, nu) / (t * t)).to.be.closeTo(1, 1e-10);
      }
    }
  });

  it("has the tabulated F and χ² values, and 1/F with swapped degrees", () => {
    // NIST/SEMATECH e-Handbook, tables 1.3.6.7.3 and 1.3.6.7.4
    expect(fisherQuantile(0.95, 3, 10)).to.be.closeTo(3.708, 5e-4);
    expect(fisherQuantile(0.99, 10, 20)).to.be.closeTo(3.368, 5e-4);
    expect(5 * fisherQuantile(0.95, 5, Number.POSITIVE_INFINITY)).to.be.closeTo(11.07, 5e-3);
    expect(100 * fisherQuantile(0.95, 100, Number.POSITIVE_INFINITY)).to.be.closeTo(124.342, 5e-4);
    // χ² with two degrees is exponential
    expect(2 * fisherQuantile(0.9, 2, Number.POSITIVE_INFINITY)).to.be.closeTo(
      2 * Math.log(10),
      1e-12,
    );
    expect(fisherQuantile(0.975, 4, 9) * fisherQuantile(0.025, 9, 4)).to.be.closeTo(1, 1e-11);
  });

  it("refuses what is no probability or no number of degrees", () => {
    expect(() => fisherQuantile(1, 1, 1)).to.throw(DomainError, "probability 1");
    expect(() => fisherQuantile(0.5, 0, 1)).to.throw(DomainError, "0, 1 degrees");
    expect(() => fisherQuantile(Number.NaN, 1, 1)).to.throw(DomainError, "NaN");
  });
});
