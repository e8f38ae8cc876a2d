import { expect } from "chai";
import { DomainError } from "../../src/errors.js";
import { chiSquareTail, fisherQuantile } from "../../src/numerics/index.js";

describe("numerics/chi-square-tail", () => {
  it("is a sum of Poisson weights for even degrees of freedom", () => {
    // P(χ²_2m ≥ x) = e^(−x/2) Σ_{k<m} (x/2)^k / k!
    for (const m of [1, 2, 5, 20]) {
      for (const x of [0.3, 2, 11, 45, 160]) {
        let [term, sum] = [1, 1];
        for (let k = 1; k < m; k++) sum += term *= x / 2 / k;
        expect(chiSquareTail(x, 2 * m) / (Math.exp(-x / 2) * sum)).closeTo(1, 1e-12);
      }
    }
  });

  it("has the tabulated values, and inverts the quantile", () => {
    // NIST/SEMATECH e-Handbook, table 1.3.6.7.4
    expect(chiSquareTail(3.841, 1)).closeTo(0.05, 2e-5);
    expect(chiSquareTail(6.635, 1)).closeTo(0.01, 5e-6);
    expect(chiSquareTail(124.342, 100)).closeTo(0.05, 2e-6);
    for (const k of [1, 3, 7, 31]) {
      expect(chiSquareTail(k * fisherQuantile(0.9, k, Infinity), k)).closeTo(0.1, 1e-12);
    }
  });

  it("has its limits at the ends", () => {
    expect(chiSquareTail(0, 3)).equal(1);
    expect(chiSquareTail(Infinity, 3)).equal(0);
    expect([chiSquareTail(0, 0), chiSquareTail(1, 0)]).eql([1, 0]);
    expect(() => chiSquareTail(1, -1)).throw(DomainError, "-1 degrees");
    expect(() => chiSquareTail(Number.NaN, 1)).throw(DomainError, "NaN");
  });
});
