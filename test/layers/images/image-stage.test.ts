import { expect } from "chai";
import fc from "fast-check";
import { type ImageStage, leastSide, sideAfter } from "../../../src/layers/index.js";

describe("layers/images/image-stage", () => {
  it("counts the places of a window, and the pairs of them behind a pool", () => {
    // Of 28 pixels: 28 + 2 − 7 + 1 = 24, half of it 12; 12 + 4 − 5 + 1 = 12, half of it 6; 6 − 6 + 1 = 1.
    const stages: ImageStage[] = [
      { size: 7, padding: 1, isPooled: true },
      { size: 5, isPooled: true },
      { size: 6, padding: 0 },
    ];
    expect(stages.map((_, k) => stages.slice(0, k + 1).reduce(sideAfter, 28))).to.deep.equal([
      ...[12, 6, 1],
    ]);
    expect(sideAfter(5, { size: 3, padding: 0, isPooled: true })).to.equal(2);
    expect(leastSide([])).to.equal(1);
  });

  it("the least side is the first one with a window for each stage", () => {
    const stage = fc.record({
      size: fc.integer({ min: 1, max: 7 }),
      padding: fc.integer({ min: 0, max: 4 }),
      isPooled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(stage, { maxLength: 5 }), (stages) => {
        const fits = (side: number): boolean => {
          let left = side;
          return stages.every((one) => {
            left = sideAfter(left, one);
            return left >= 1;
          });
        };
        const sides = Array.from({ length: 400 }, (_, k) => k + 1);
        expect(leastSide(stages)).to.equal(sides.find(fits));
      }),
    );
  });
});
