import { expect } from "chai";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import {
  barFigure,
  Figure,
  type FigureJson,
  figurePointLimit,
  gridFigure,
  heatmapFigure,
  histogramFigure,
  lineFigure,
  particleFigure,
} from "../../../src/workbench/figure/index.js";
import {
  bars,
  convergence,
  errorBars,
  gallery,
  panels,
  particles,
  spaces,
  spread,
} from "./gallery.js";

const display = Symbol.for("Jupyter.display");

function bundleOf(figure: Figure): Record<string, unknown> {
  return (figure as unknown as Record<symbol, () => Record<string, unknown>>)[display]();
}

describe("Figure", () => {
  for (const [name, draw] of Object.entries(gallery)) {
    it(`shows ${name} as Plotly's JSON, picture and text, without HTML`, () => {
      const bundle = bundleOf(draw());
      expect(Object.keys(bundle).sort()).to.deep.equal([
        "application/vnd.plotly.v1+json",
        "image/png",
        "text/plain",
      ]);
      const picture = Buffer.from(bundle["image/png"] as string, "base64");
      expect(picture.toString("latin1", 1, 4)).to.equal("PNG");
      // The header of a PNG: its width and height stand at the bytes 16 and 20.
      const { width, height } = draw().layout;
      expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).to.deep.equal([width, height]);
      const json = bundle["application/vnd.plotly.v1+json"];
      expect(JSON.parse(JSON.stringify(json))).to.deep.equal(json);
    });
  }

  it("rounds every number to five significant digits", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const figure = new Figure({ data: [{ type: "scatter", x: [value], y: [0] }], layout: {} });
        const [x] = (figure.toJSON().data[0] as { x: number[] }).x;
        expect(Math.abs(x - value)).to.be.at.most(5.0001e-5 * Math.abs(value));
        expect(
          String(x)
            .replace(/e.*/, "")
            .replace(/\D/g, "")
            .replace(/^0+|0+$/g, "").length,
        ).to.be.at.most(5);
      }),
    );
  });

  it("keeps the largest number finite", () => {
    const figure = new Figure({
      data: [{ type: "scatter", x: [Number.MAX_VALUE], y: [0] }],
      layout: {},
    });
    expect(figure.toJSON().data[0]).to.have.deep.property("x", [Number.MAX_VALUE]);
  });

  it("thins a long line to its limit and keeps ends and extremes", () => {
    const x = Array.from({ length: 50_000 }, (_, k) => k);
    const y = x.map((k) => Math.sin(k / 900));
    y[12_345] = 7;
    y[40_001] = -9;
    const thin = lineFigure({ series: [{ name: "long", x, y }] }).toJSON().data[0] as {
      x: number[];
      y: number[];
    };
    expect(thin.x.length).to.be.at.most(figurePointLimit);
    expect(thin.y).to.include(7);
    expect(thin.y).to.include(-9);
    expect(thin.x[0]).to.equal(0);
    expect(thin.x[thin.x.length - 1]).to.equal(49_999);
    expect(thin.x.every((value, k) => k === 0 || value >= thin.x[k - 1])).to.equal(true);
  });

  it("thins frames with the same points as their cloud", () => {
    const points = new Matrix(
      3000,
      3,
      Float64Array.from({ length: 9000 }, (_, k) => k % 97),
    );
    const { data, frames } = particleFigure({
      clouds: [{ name: "cloud", points }],
      frames: [{ label: "0", clouds: [points] }],
    }).toJSON();
    expect((data[0] as { x: number[] }).x).to.have.length(figurePointLimit);
    expect((frames as { data: unknown[] }[])[0].data[0]).to.have.deep.property(
      "x",
      (data[0] as { x: number[] }).x,
    );
  });

  it("refuses unknown traces and lists those it draws", () => {
    const pie = { data: [{ type: "pie" }], layout: {} } as unknown as FigureJson;
    expect(() => new Figure(pie)).to.throw(
      DomainError,
      /pie.*scatter, bar, heatmap, image, scatter3d, mesh3d/,
    );
  });

  it("names the trace and the index of a number that is not finite", () => {
    const bad: FigureJson = {
      data: [{ type: "scatter", x: [1, 2], y: [0, Number.NaN] }],
      layout: {},
    };
    expect(() => new Figure(bad)).to.throw(DomainError, /data\[0\]\.y\[1\] is NaN/);
    const ragged: FigureJson = { data: [{ type: "scatter", x: [1, 2], y: [0] }], layout: {} };
    expect(() => new Figure(ragged)).to.throw(ShapeError, /length 1; expected 2/);
  });

  it("describes itself in words", () => {
    expect(String(bars())).to.include("one: 3 points, x a … c, y 1 … 3");
    expect(String(convergence())).to.include("x: particles N (logarithmic)");
  });
});

describe("builders of figures", () => {
  it("lineFigure: a band runs along the upper ends and back along the lower ones", () => {
    const [band, curve] = convergence().data as unknown as {
      x: number[];
      y: number[];
      name: string;
    }[];
    expect(curve.name).to.equal("first");
    expect(band.x).to.deep.equal([5, 10, 50, 100, 500, 1000, 1000, 500, 100, 50, 10, 5]);
    expect(band.y[0]).to.equal(2 / 5);
    expect(band.y[11]).to.equal(1 / 10);
  });

  it("lineFigure: error bars are distances from the curve", () => {
    const [trace] = errorBars().data as unknown as {
      error_y: { array: number[]; arrayminus: number[] };
    }[];
    expect(trace.error_y.array).to.deep.equal([5, 10, 50, 100, 500, 1000]);
    expect(trace.error_y.arrayminus).to.deep.equal([2.5, 5, 25, 50, 250, 500]);
  });

  it("lineFigure: a logarithmic axis refuses zero unless there is a floor", () => {
    const series = [{ name: "exact", x: [1, 2], y: [0, 1] }];
    expect(() => lineFigure({ series, yScale: "log" })).to.throw(
      DomainError,
      /"exact", y\[0\] is 0.*yFloor/,
    );
    const [trace] = lineFigure({ series, yScale: "log", yFloor: 1e-16 }).data as unknown as {
      y: number[];
    }[];
    expect(trace.y).to.deep.equal([1e-16, 1]);
  });

  it("lineFigure: words stand beside their points, by the logarithm on a logarithmic axis", () => {
    const point = { text: "FA", x: 8, y: 100 };
    const { layout } = lineFigure({
      series: [{ name: "errors", x: [1, 8], y: [1, 100] }],
      yScale: "log",
      labels: [point, { ...point, place: "above" }],
    });
    const [right, above] = layout.annotations!;
    expect([right.text, right.x, right.y]).to.deep.equal(["FA", 8, 2]);
    expect([right.xanchor, right.xshift! > 0]).to.deep.equal(["left", true]);
    expect([above.yanchor, above.yshift! > 0]).to.deep.equal(["bottom", true]);
  });

  it("lineFigure: names the series and index of NaN", () => {
    expect(() => lineFigure({ series: [{ name: "a", x: [1, 2], y: [1, Number.NaN] }] })).to.throw(
      DomainError,
      /"a", y\[1\] is NaN/,
    );
  });

  it("gridFigure: panels have their own axes in their own places, and share ranges", () => {
    const { data, layout } = panels();
    expect(new Set(data.map((trace) => (trace as { xaxis?: string }).xaxis))).to.deep.equal(
      new Set(["x", "x2", "x3", "x4"]),
    );
    expect(layout.xaxis3?.matches).to.equal("x");
    expect(layout.yaxis2?.matches).to.equal("y");
    expect(layout.xaxis?.domain?.[1]).to.be.lessThan(layout.xaxis2?.domain?.[0] ?? 0);
    expect(layout.yaxis3?.domain?.[1]).to.be.lessThan(layout.yaxis?.domain?.[0] ?? 0);
    expect(data.filter((trace) => trace.showlegend).map(({ name }) => name)).to.deep.equal([
      "first",
      "second",
    ]);
  });

  it("gridFigure: one name has one colour, whatever its place in the panels", () => {
    const panel = (...names: string[]) =>
      lineFigure({ series: names.map((name) => ({ name, x: [0, 1], y: [0, 1] })) });
    const { data } = gridFigure([[panel("a", "b"), panel("b", "c")]]);
    const colors = data.map((trace) => [
      trace.name,
      (trace as { line: { color: string } }).line.color,
    ]);
    expect(colors[1]).to.deep.equal(colors[2]);
    expect(new Set(colors.map(([, color]) => color)).size).to.equal(3);
  });

  it("gridFigure: scenes stand side by side over one box", () => {
    const { layout } = spaces();
    expect(layout.scene2?.xaxis?.range).to.deep.equal(layout.scene?.xaxis?.range);
    expect(layout.scene?.domain?.x[1]).to.be.lessThan(layout.scene2?.domain?.x[0] ?? 0);
  });

  it("gridFigure: refuses grids in grids and no figures at all", () => {
    expect(() => gridFigure([[panels()]])).to.throw(DomainError, /\[0\]\[0\]/);
    expect(() => gridFigure([[particles()]])).to.throw(DomainError, /frames/);
    expect(() => gridFigure([])).to.throw(DomainError);
  });

  it("histogramFigure: counts every value once and densities have area one", () => {
    expect((spread().data[0] as { y: number[] }).y).to.deep.equal([3, 2]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (values, bins) => {
          const [trace] = histogramFigure({ samples: [{ name: "s", values }], bins, density: true })
            .data as unknown as {
            y: number[];
            width: number;
          }[];
          expect(trace.y.reduce((sum, y) => sum + y * trace.width, 0)).to.be.closeTo(1, 1e-9);
        },
      ),
    );
  });

  it("barFigure: as many values as categories", () => {
    expect(() =>
      barFigure({ categories: ["a"], series: [{ name: "s", values: [1, 2] }] }),
    ).to.throw(ShapeError);
  });

  it("heatmapFigure: colours reach as far on both sides of a centre", () => {
    const { layout } = heatmapFigure({ values: [[1, -3]], center: 0 });
    expect([layout.coloraxis?.cmin, layout.coloraxis?.cmax]).to.deep.equal([-3, 3]);
    expect(() =>
      heatmapFigure({ values: new Matrix(1, 2, Float64Array.of(0, Number.NaN)) }),
    ).to.throw(DomainError, /data\[1\]/);
    expect(() => heatmapFigure({ values: Matrix.zeros(300) })).to.throw(DomainError, /40000/);
  });

  it("heatmapFigure: a function is called at each x and y, and series lie over the cells", () => {
    const x = [0, 1, 2];
    const y = [10, 20];
    const over = [{ name: "seen", x: [1], y: [15], color: "#ffffff" }];
    const figure = heatmapFigure({ values: (a, b) => a + b, x, y, over });
    const [cells, points] = figure.data as unknown as { z: number[][]; x: number[] }[];
    expect(cells.z).to.deep.equal([
      [10, 11, 12],
      [20, 21, 22],
    ]);
    expect(points.x).to.deep.equal([1]);
    expect(figure.layout.yaxis?.autorange).to.not.equal("reversed");
    expect(() => heatmapFigure({ values: () => 0, x, y: ["a", "b"] })).to.throw(
      DomainError,
      /y that are no numbers/,
    );
    expect(() => heatmapFigure({ values: () => 0, y })).to.throw(DomainError, /x that are/);
  });

  it("particleFigure: one unit on all axes, all points inside, the plane through its origin", () => {
    const { layout, data } = particles();
    const ranges = [layout.scene?.xaxis, layout.scene?.yaxis, layout.scene?.zaxis].map(
      (axis) => axis?.range,
    );
    const lengths = ranges.map((range) => (range ? range[1] - range[0] : Number.NaN));
    expect(lengths[1]).to.be.closeTo(lengths[0], 1e-12);
    expect(lengths[2]).to.be.closeTo(lengths[0], 1e-12);
    const [plane, cloud] = data as unknown as { z: number[] }[];
    for (const z of plane.z) expect(z).to.be.closeTo(0, 1e-12);
    for (const z of cloud.z) expect(z).to.be.within(ranges[2]?.[0] ?? 0, ranges[2]?.[1] ?? 0);
    expect(layout.sliders?.[0].steps.map(({ label }) => label)).to.deep.equal(["0", "1"]);
  });

  it("particleFigure: refuses points that are not n × 3 and planes that are lines", () => {
    const points = Matrix.zeros(2, 4);
    expect(() => particleFigure({ clouds: [{ name: "c", points }] })).to.throw(ShapeError, /2 × 4/);
    const planes = [
      {
        directions: [
          [1, 0, 0],
          [2, 0, 0],
        ] as [number[], number[]],
      },
    ];
    expect(() => particleFigure({ clouds: [], planes })).to.throw(DomainError, /span/);
  });
});
