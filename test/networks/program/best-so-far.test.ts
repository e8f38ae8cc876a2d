import { expect } from "chai";
import { bestSoFar } from "../../../src/networks/index.js";

describe("bestSoFar", () => {
  const history = [
    { step: 1, loss: 9, measures: { validation: 3, test: 30 } },
    { step: 2, loss: 8, measures: { validation: 5, test: 10 } },
    { step: 3, loss: 7, measures: { validation: 2, test: 40 } },
    { step: 4, loss: 6, measures: { validation: 2, test: 50 } },
  ];

  it("has the measurements of the best record up to each step; of equals the first", () => {
    const curve = bestSoFar(history, "validation");
    expect(curve.map(({ step }) => step)).to.deep.equal([1, 2, 3, 4]);
    expect(curve.map(({ measures }) => measures.test)).to.deep.equal([30, 30, 40, 40]);
  });

  it("refuses what was not recorded, by name", () => {
    expect(() => bestSoFar(history, "accuracy")).to.throw(
      /"accuracy"; recorded are validation, test/,
    );
    expect(bestSoFar([], "accuracy")).to.deep.equal([]);
  });
});
