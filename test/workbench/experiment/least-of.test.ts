import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { leastOf } from "../../../src/workbench/index.js";

const runs = [
  { method: "a", seed: 1, rate: 0.1, error: 3 },
  { method: "b", seed: 1, rate: 0.1, error: 5 },
  { method: "a", seed: 1, rate: 0.2, error: 2 },
  { method: "a", seed: 2, rate: 0.2, error: 2 },
  { method: "a", seed: 2, rate: 0.1, error: 2 },
];

describe("leastOf", () => {
  it("keeps of each group the row with the least value, the first of equals", () => {
    expect(leastOf(runs, ["method", "seed"], "error")).to.deep.equal([runs[2], runs[1], runs[3]]);
    expect(leastOf(runs, ["method"], "error")).to.deep.equal([runs[2], runs[1]]);
    expect(leastOf([] as typeof runs, ["method"], "error")).to.deep.equal([]);
  });

  it("refuses what cannot be compared", () => {
    expect(() => leastOf([{ a: 1, b: Number.NaN }], ["a"], "b")).to.throw(DomainError, "rows[0]");
    expect(() => leastOf(runs, [], "error")).to.throw(DomainError, "no columns");
  });
});
