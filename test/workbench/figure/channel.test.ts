import { inflateSync } from "node:zlib";
import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";
import {
  barcodeFigure,
  channelFigure,
  type Figure,
  gridFigure,
  latticeFigure,
} from "../../../src/workbench/figure/index.js";
import type { HeatmapTrace, ScatterTrace } from "../../../src/workbench/figure/json/traces.js";
import { parseXml } from "./document.js";

const groups = [
  { name: "S3 × S3", order: 36n },
  { name: "C3", order: 3n },
  { name: "S3", order: 6 },
];
const bars = [
  { from: 0.1, to: 1, group: 0, beginsBefore: true },
  { from: 1, to: 10, group: 2 },
  { from: 10, to: 20, group: 1 },
  { from: 20, to: 2000, group: 2, endsAfter: true },
];
const texts = (figure: Figure): string[] =>
  (figure.layout.annotations ?? []).map(({ text }) => text);
const scatter = (figure: Figure, k: number) => figure.data[k] as ScatterTrace;
const cells = (figure: Figure) => figure.data[0] as HeatmapTrace;

/** All of the figure's words stand inside its picture, and it holds no NaN. */
function expectDrawn(figure: Figure): void {
  const svg = figure.toSvg();
  expect(svg).not.match(/NaN|Infinity|undefined/);
  const { width = 0, height = 0 } = figure.layout;
  for (const text of parseXml(svg).querySelectorAll("text > tspan")) {
    expect(Number(text.getAttribute("x")), text.textContent ?? "").within(0, width);
    expect(Number(text.getAttribute("y")), text.textContent ?? "").within(0, height);
  }
}

describe("barcode figures", () => {
  it("have a row for each group, large orders on top, and a bar for each stretch, also of one that comes back", () => {
    const figure = barcodeFigure({ bars, groups });
    expectDrawn(figure);
    expect(figure.layout.yaxis?.ticktext).deep.equal([
      "S3 × S3, order 36",
      "S3, order 6",
      "C3, order 3",
    ]);
    expect(bars.map((_, k) => scatter(figure, k).y[0])).deep.equal([0, 1, 2, 1]);
    expect(scatter(figure, 1).line?.color).equal(scatter(figure, 3).line?.color);
    expect(new Set(bars.map((_, k) => scatter(figure, k).line?.color)).size).equal(3);
  });

  it("tell decades; a bar that the range cut reaches the frame and is only bounded", () => {
    const figure = barcodeFigure({ bars, groups });
    expect(texts(figure)).deep.equal(["≥ 1 decade", "1 decade", "0.3 decades", "≥ 2 decades"]);
    const [low, high] = figure.layout.xaxis?.range ?? [];
    expect(Math.log10(scatter(figure, 0).x[0] as number)).equal(low);
    expect(Math.log10(scatter(figure, 3).x[1] as number)).equal(high);
    expect(scatter(figure, 1).x).deep.equal([1, 10]);
  });

  it("of many groups write lengths beside the bars, inside the frame", () => {
    const orders = Array.from({ length: 12 }, (_, k) => ({ name: `C${12 - k}`, order: 12 - k }));
    const chain = orders.map((_, k) => ({ from: 10 ** k, to: 10 ** (k + 1), group: k }));
    const figure = barcodeFigure({ bars: chain, groups: orders });
    expectDrawn(figure);
    const anchors = (figure.layout.annotations ?? []).map(({ xanchor }) => xanchor);
    expect(anchors.slice(0, 8)).deep.equal(new Array(8).fill("left"));
    expect(anchors.slice(-2)).deep.equal(["right", "right"]);
  });

  it("leave out groups without a bar, and set powers", () => {
    const more = [...groups, { name: "S3^3", order: 216n }, { name: "C2^2", order: 4n }];
    const figure = barcodeFigure({
      bars: [...bars, { from: 5000, to: 9000, group: 4 }],
      groups: more,
    });
    expectDrawn(figure);
    expect(figure.layout.yaxis?.ticktext).deep.equal([
      "S3 × S3, order 36",
      "S3, order 6",
      "C2<sup>2</sup>, order 4",
      "C3, order 3",
    ]);
    const covers: [number, number][] = [[0, 2]];
    const lattice = latticeFigure({ groups: more, bars, lattice: { covers } });
    expect(lattice.data.slice(1).map(({ name }) => name)).deep.equal(["S3 × S3", "C3", "S3"]);
    expect([1, 2, 3].map((k) => scatter(lattice, k).y[0])).deep.equal([1, 0, 0]);
  });

  it("write orders beyond nine digits by powers, and leave out names that say only the order", () => {
    const name = "group of order 51090942171709440000";
    const figure = barcodeFigure({
      bars: [{ from: 1, to: 2, group: 0 }],
      groups: [{ name, order: 51090942171709440000n }],
    });
    expectDrawn(figure);
    expect(figure.layout.yaxis?.ticktext).deep.equal(["order 5.1 · 10<sup>19</sup>"]);
    const largest = { name: "", order: 10n ** 400n };
    expectDrawn(barcodeFigure({ bars: [{ from: 1, to: 2, group: 0 }], groups: [largest] }));
  });

  it("name what is wrong", () => {
    const draw = (from: number, to: number, group = 0) =>
      barcodeFigure({ bars: [{ from, to, group }], groups });
    expect(() => barcodeFigure({ bars: [], groups })).throw(DomainError, "no bars");
    expect(() => draw(0, 1)).throw(DomainError, "from 0 to 1");
    expect(() => draw(1, Number.POSITIVE_INFINITY)).throw(DomainError, "to Infinity");
    expect(() => draw(1, Number.NaN)).throw(DomainError, "to NaN");
    expect(() => draw(1, 2, 3)).throw(DomainError, "group 3");
  });
});

describe("lattice figures", () => {
  const lattice = {
    covers: [
      [0, 2],
      [2, 1],
    ] as [number, number][],
  };

  it("put a group above those that lie in it, and write the index beside the line", () => {
    const figure = latticeFigure({ groups, lattice });
    expectDrawn(figure);
    expect([1, 2, 3].map((k) => scatter(figure, k).y[0])).deep.equal([2, 0, 1]);
    expect(texts(figure).slice(0, 2)).deep.equal(["index 6", "index 2"]);
    expect(scatter(figure, 0).y).deep.equal([2, 1, null, 1, 0, null]);
  });

  it("give groups that do not compare places beside each other", () => {
    const four = [8, 4, 4, 2].map((order) => ({ name: "", order }));
    const covers: [number, number][] = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ];
    const figure = latticeFigure({ groups: four, lattice: { covers } });
    expectDrawn(figure);
    expect(scatter(figure, 2).y).deep.equal(scatter(figure, 3).y);
    expect(scatter(figure, 2).x[0]).not.equal(scatter(figure, 3).x[0]);
    expect(scatter(figure, 1).x[0]).equal(0);
  });

  it("know a single group; name what is wrong", () => {
    expect(latticeFigure({ groups: [groups[0]], lattice: { covers: [] } }).data).length(1);
    const draw = (covers: [number, number][]) => latticeFigure({ groups, lattice: { covers } });
    expect(() => latticeFigure({ groups: [], lattice })).throw(DomainError, "no groups");
    expect(() => draw([[0, 5]])).throw(DomainError, "[0, 5]");
    expect(() =>
      draw([
        [0, 1],
        [1, 0],
      ]),
    ).throw(DomainError, "circle");
  });
});

describe("channel figures", () => {
  const kernel = Matrix.fromRows([
    [0.7, 0, 0.3],
    [0, 0.7, 0.3],
  ]);

  it("colour pairs by class, write probabilities, and leave −1 blank", () => {
    const figure = channelFigure({ kernel, classes: [7, -1, 2, -1, 7, 2] });
    expectDrawn(figure);
    expect(cells(figure).z).deep.equal([
      [1, null, 0],
      [null, 1, 0],
    ]);
    expect(cells(figure).text).deep.equal([
      [".7", "", ".3"],
      ["", ".7", ".3"],
    ]);
    expect(parseXml(figure.toSvg()).querySelector("#color-bar")).equal(null);
  });

  it("without classes colour by probability, impossible pairs blank, with a bar that tells the colours", () => {
    const figure = channelFigure({ kernel, inputNames: ["a", "b"], outputNames: ["a", "b", "?"] });
    expectDrawn(figure);
    expect(cells(figure).z[0]).deep.equal([0.7, null, 0.3]);
    expect(parseXml(figure.toSvg()).querySelector("#color-bar")).not.equal(null);
  });

  it("keep the colours of forty classes apart in the picture", () => {
    const many = new Matrix(5, 8, new Float64Array(40).fill(1 / 8));
    const classes = Array.from({ length: 40 }, (_, k) => k);
    const figure = channelFigure({ kernel: many, classes, labels: false, width: 400, height: 300 });
    const fills = new Set([...figure.toSvg().matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, f]) => f));
    expect(fills.size).at.least(40);
    const painted = paletteOf(figure.toPng(1));
    for (const fill of fills) expect(painted.has(fill), fill).equal(true);
  });

  it("as panels of one grid keep the classes of each panel apart", () => {
    const panel = (count: number) =>
      channelFigure({
        kernel: new Matrix(1, count),
        classes: Array.from({ length: count }, (_, k) => k),
      });
    const { layout } = gridFigure([[panel(2), panel(4), panel(3)]]);
    expect(layout.coloraxis).deep.include({ cmin: -0.5, cmax: 3.5 });
    expect(layout.coloraxis?.colorscale).deep.equal(panel(4).layout.coloraxis?.colorscale);
  });

  it("by logarithms, tell counts of one and of a hundred apart", () => {
    const counts = Matrix.fromRows([
      [100, 1],
      [0, 10],
    ]);
    const figure = channelFigure({ kernel: counts, logarithmic: true });
    expectDrawn(figure);
    expect(cells(figure).z).deep.equal([
      [2, 0],
      [null, 1],
    ]);
    expect([figure.layout.coloraxis?.cmin, figure.layout.coloraxis?.cmax]).deep.equal([0, 2]);
    expect(cells(figure).text?.[0]).deep.equal(["100", "1"]);
    expectDrawn(channelFigure({ kernel: Matrix.identity(1), logarithmic: true }));
  });

  it("name what is wrong", () => {
    const negative = Matrix.fromRows([[1, -0.1]]);
    expect(() => channelFigure({ kernel: negative })).throw(DomainError, "kernel(0, 1) is -0.1");
    expect(() => channelFigure({ kernel: new Matrix(0, 2) })).throw(DomainError, "0 × 2");
    expect(() => channelFigure({ kernel, classes: [1] })).throw(ShapeError, "classes");
    const half = [0, 0, 0, 0, 0, 0.5];
    expect(() => channelFigure({ kernel, classes: half })).throw(DomainError, "classes[5] is 0.5");
    expect(() => channelFigure({ kernel, inputNames: ["a"] })).throw(ShapeError, "inputNames");
  });
});

/** The colours of a PNG that some pixel has. */
function paletteOf(png: Uint8Array): Set<string> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts = new Map<string, Uint8Array[]>();
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const name = Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1");
    parts.set(name, [...(parts.get(name) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const [[palette], data] = [parts.get("PLTE") ?? [], parts.get("IDAT") ?? []];
  const width = view.getUint32(16);
  const used = new Set<number>();
  inflateSync(Buffer.concat(data)).forEach((index, k) => {
    if (k % (width + 1) > 0) used.add(index);
  });
  const hex = (k: number): string =>
    `#${[0, 1, 2].map((c) => palette[3 * k + c].toString(16).padStart(2, "0")).join("")}`;
  return new Set([...used].map(hex));
}
