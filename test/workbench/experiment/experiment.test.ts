import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import {
  combinations,
  linesOverSeeds,
  medianOverSeeds,
  overSeeds,
} from "../../../src/workbench/index.js";

describe("experiments", () => {
  it("gives every combination once, the last axis fastest", () => {
    expect(combinations({ scheme: ["a", "b"], seed: [1, 2] })).to.deep.equal([
      { scheme: "a", seed: 1 },
      { scheme: "a", seed: 2 },
      { scheme: "b", seed: 1 },
      { scheme: "b", seed: 2 },
    ]);
    expect(combinations({})).to.deep.equal([{}]);
    expect(combinations({ scheme: ["a"], seed: [] })).to.deep.equal([]);
  });

  it("gives the mean over seeds with Student's interval", () => {
    // Mean 2, standard deviation 1, n = 3: half width 4.302653 · 1 / √3 (t table, 2 degrees).
    const { value, interval } = overSeeds([1, 2, 3]);
    expect(value).to.equal(2);
    expect(interval?.[0]).to.be.closeTo(2 - 4.302653 / Math.sqrt(3), 1e-6);
    expect(overSeeds([5])).to.deep.equal({ value: 5 });
    expect(() => overSeeds([])).to.throw(DomainError, "no values");
    expect(() => overSeeds([1, Number.NaN])).to.throw(DomainError, "overSeeds: values[1] is NaN");
  });

  it("gives the median over seeds with the least and the greatest", () => {
    expect(medianOverSeeds([7, 1, 2, 4])).to.deep.equal({ value: 3, interval: [1, 7] });
    expect(medianOverSeeds([5], "samples")).to.deep.equal({
      ...{ value: 5, interval: [5, 5], unit: "samples" },
    });
    expect(() => medianOverSeeds([])).to.throw(DomainError, "no values");
  });

  it("gives lines by series with means, ordered along x, and intervals above 0", () => {
    const rows = [
      { scheme: "a", n: 10, d: 1 },
      { scheme: "a", n: 5, d: 4 },
      { scheme: "a", n: 10, d: 3 },
      { scheme: "b", n: 5, d: 7 },
    ];
    const [a, b] = linesOverSeeds(rows, { x: "n", y: "d", series: "scheme" });
    expect(a.name).to.equal("a");
    expect(a.x).to.deep.equal([5, 10]);
    expect(a.y).to.deep.equal([4, 2]);
    expect(a.low?.[1]).to.equal(1);
    expect(b.y).to.deep.equal([7]);
    const names = { x: "n", y: "d", series: "scheme" } as const;
    const [bare] = linesOverSeeds(rows, names, { interval: "none" });
    expect(bare).to.deep.equal({ name: "a", x: [5, 10], y: [4, 2] });
  });

  it("cuts the intervals of lines only where they reach 0", () => {
    const names = { x: "n", y: "d", series: "s" } as const;
    const lowOf = (...values: number[]) =>
      linesOverSeeds(
        values.map((d) => ({ s: "a", n: 1, d })),
        names,
      )[0].low?.[0];
    // Two values: half width t(0.975; 1) · |a − b| / 2, with t = 12.7062.
    expect(lowOf(1, 1.1)).to.be.closeTo(1.05 - 12.7062 * 0.05, 1e-5);
    expect(lowOf(1, 3)).to.equal(1);
    expect(lowOf(-1, 1)).to.be.closeTo(-12.7062, 1e-4);
    expect(() => lowOf(1, Number.NaN)).to.throw(DomainError, "linesOverSeeds: rows[1] has d = NaN");
  });
});
