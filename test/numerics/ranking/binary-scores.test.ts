import { expect } from "chai";
import { binaryScores } from "../../../src/numerics/index.js";

describe("binaryScores", () => {
  it("by hand: three of five right, three of six pairs in order", () => {
    const found = binaryScores([2, -1, 1, 3, -2], [1, 1, 1, 0, 0]);
    expect(found.accuracy).to.equal(3 / 5);
    expect(found.areaUnderCurve).to.be.closeTo(3 / 6, 1e-15);
    expect(found.rejectionAt30).to.equal(2);
    expect(found.rejectionAt50).to.equal(2);
  });

  it("counts a score of 0 as background, and refuses other numbers of labels", () => {
    expect(binaryScores([0, 1], [0, 1]).accuracy).to.equal(1);
    expect(() => binaryScores([0], [0, 1])).to.throw(/1 scores and 2 labels/);
  });
});
