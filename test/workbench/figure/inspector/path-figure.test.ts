import { expect } from "chai";
import { DomainError } from "../../../../src/errors.js";
import { pathFigure } from "../../../../src/workbench/figure/index.js";

describe("pathFigure", () => {
  const path = { name: "line", meets: 0.5, at: (s: number) => s };

  it("draws each model in two pieces that share a name, from its value before the degeneracy", () => {
    const models = [
      { name: "slope", model: (s: number) => 3 * s, color: "#112233" },
      { name: "step", model: (s: number) => Float64Array.of(s < 0.5 ? 7 : 9) },
    ];
    const { data, layout } = pathFigure({ path, models, share: 0.2, title: "both" });
    expect(data.map(({ name }) => name)).to.deep.equal(["slope", "slope", "step", "step"]);
    const ends = data.map((trace) => {
      const { x, y } = trace as { x: number[]; y: number[] };
      return [x[0], y[0], x[x.length - 1], y[y.length - 1]];
    });
    // The part is 0.2 long and begins 0.2 · 0.55… before the middle.
    const start = -0.2 * (0.5 + 1 / (2 * Math.PI ** 2));
    const expected = [
      [start, 3 * start, 0, 0],
      [0, 0, 0.2 + start, 3 * (0.2 + start)],
      [start, 0, 0, 0],
      [0, 2, 0.2 + start, 2],
    ];
    ends.forEach((own, k) => {
      own.forEach((value, j) => {
        expect(value).to.be.closeTo(expected[k][j], 1e-4);
      });
    });
    expect(layout.shapes).to.have.length(1);
  });

  it("refuses no models, and paths that do not say where they meet", () => {
    expect(() => pathFigure({ path, models: [] })).to.throw(DomainError, "no models");
    const nowhere = { name: "line", at: (s: number) => s };
    const models = [{ name: "slope", model: (s: number) => s }];
    expect(() => pathFigure({ path: nowhere, models })).to.throw(DomainError, "`meets`");
  });
});
