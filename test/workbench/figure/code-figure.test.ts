import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { codeFigure } from "../../../src/workbench/figure/index.js";
import type { HeatmapTrace } from "../../../src/workbench/figure/json/traces.js";

describe("code figures", () => {
  const frame = (beta: number, labels: number[], parts: number) => ({
    ...{ beta, partition: { labels, parts } },
    ...{ relevance: 1 - 1 / beta, rate: beta / 10 },
  });
  const frames = [frame(1, [0, 0, 0, 1], 1), frame(2, [0, 1, 1, 2], 2), frame(3, [0, 1, 2, 3], 3)];

  it("a symbol has the mean colour of what it joins; impossible pairs stay blank", () => {
    const figure = codeFigure({ frames, inputs: 2, outputs: 2 });
    expect(figure.toSvg()).not.match(/NaN|Infinity|undefined/);
    const [one, two, three] = figure.frames.map(({ data }) => (data[0] as HeatmapTrace).z);
    expect(three).deep.equal([
      [0, 0.5],
      [1, null],
    ]);
    expect(two).deep.equal([
      [0, 0.75],
      [0.75, null],
    ]);
    expect(one).deep.equal([
      [0.5, 0.5],
      [0.5, null],
    ]);
    expect((figure.data[0] as HeatmapTrace).z).deep.equal(three);
    expect((figure.frames[1].data[0] as HeatmapTrace).text).deep.equal([
      ["1", "2"],
      ["2", ""],
    ]);
  });

  it("the point beside it walks along the curve; the slider names each β", () => {
    const figure = codeFigure({ frames, inputs: 2, outputs: 2 });
    const point = figure.data.length - 1;
    for (const [k, { traces, data }] of figure.frames.entries()) {
      expect(traces).deep.equal([0, point]);
      expect(data[1]).deep.equal({ x: [frames[k].relevance], y: [frames[k].rate] });
    }
    expect(figure.layout.sliders?.[0].steps.map(({ label }) => label)).deep.equal(["1", "2", "3"]);
    const close = codeFigure({
      frames: [frame(1000.1, [0], 1), { ...frame(1000.2, [0], 1), note: "C2" }, frame(2e6, [0], 1)],
      ...{ inputs: 1, outputs: 1 },
    });
    expect(close.frames.map(({ name }) => name)).deep.equal(["1000", "1000: C2", "2e6"]);
  });

  it("name what is wrong", () => {
    const draw = (given: typeof frames) => codeFigure({ frames: given, inputs: 2, outputs: 2 });
    expect(() => draw([])).throw(DomainError, "no frames");
    expect(() => draw([frame(1, [0], 1)])).throw(ShapeError, "labels at β = 1");
    expect(() => draw([frames[0], frames[0]])).throw(DomainError, "same β");
    const unknown = frame(Number.NaN, [0, 0, 0, 0], 1);
    expect(() => draw([unknown, frames[0]])).throw(DomainError, "is NaN");
  });
});
