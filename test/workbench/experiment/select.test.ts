import { expect } from "chai";
import { matching } from "../../../src/workbench/index.js";

describe("matching", () => {
  it("keeps the rows that have all the given values, in order", () => {
    const rows = [
      { scheme: "FA", seed: 1 },
      { scheme: "vanilla", seed: 2 },
      { scheme: "FA", seed: 2 },
    ];
    expect(matching(rows, { scheme: "FA", seed: 2 })).to.deep.equal([rows[2]]);
    expect(matching(rows, { scheme: "FA" })).to.deep.equal([rows[0], rows[2]]);
    expect(matching(rows, {})).to.deep.equal(rows);
  });
});
