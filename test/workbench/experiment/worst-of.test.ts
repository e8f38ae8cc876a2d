import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { worstOf } from "../../../src/workbench/experiment/index.js";

describe("worstOf", () => {
  const all = [{ value: 3, interval: [2, 4] as const }, { value: -5 }, { value: 4 }];

  it("gives the largest, the smallest or the one farthest from a middle, with its interval", () => {
    expect(worstOf(all)).to.equal(all[2]);
    expect(worstOf(all, (value) => -value)).to.equal(all[1]);
    expect(worstOf(all.slice(0, 1)).interval).to.deep.equal([2, 4]);
    // From −1 the values are 4, 4 and 5 away; from −2 they are 5, 3 and 6 away.
    expect(worstOf(all, (value) => Math.abs(value + 1))).to.equal(all[2]);
    expect(worstOf(all.slice(0, 2), (value) => Math.abs(value + 1))).to.equal(all[0]);
  });

  it("refuses none, and values that cannot be compared", () => {
    expect(() => worstOf([])).to.throw(DomainError, "no measurements");
    expect(() => worstOf([{ value: 1 }, { value: Number.NaN }])).to.throw(
      DomainError,
      "measurements[1]",
    );
  });
});
