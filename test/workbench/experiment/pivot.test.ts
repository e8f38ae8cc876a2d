import { expect } from "chai";
import { pivot } from "../../../src/workbench/index.js";

describe("pivot", () => {
  it("puts means over the repetitions into rows and columns", () => {
    const rows = [
      { N: 5, scheme: "FA", risk: 1 },
      { N: 5, scheme: "EA", risk: 7 },
      { N: 5, scheme: "FA", risk: 3 },
      { N: 10, scheme: "FA", risk: 4 },
    ];
    expect(pivot(rows, { row: "N", column: "scheme", value: "risk" })).to.deep.equal([
      { N: 5, FA: 2, EA: 7 },
      { N: 10, FA: 4 },
    ]);
  });
});
