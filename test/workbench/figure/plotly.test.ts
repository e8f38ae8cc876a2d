import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import type { FigureJson } from "../../../src/workbench/figure/index.js";
import {
  axisDefaults,
  lean,
  lineDefaults,
  markerDefaults,
  traceDefaults,
} from "../../../src/workbench/figure/json/lean.js";
import { emptyWindow } from "./document.js";
import { gallery } from "./gallery.js";

interface Complaint {
  code: string;
  astr: string;
  msg: string;
}

interface Plotly {
  validate(data: unknown, layout: unknown): Complaint[] | undefined;
  PlotSchema: {
    get(): {
      traces: Record<string, { attributes: Attributes }>;
      layout: { layoutAttributes: Attributes };
    };
  };
}

type Attributes = Record<string, { dflt?: unknown }>;

/** Plotly itself, in a document that has no canvas. */
function loadPlotly(): Plotly {
  const window = emptyWindow();
  window.matchMedia = () => ({ matches: false, addListener() {}, addEventListener() {} });
  window.URL.createObjectURL = () => "blob:none";
  window.HTMLCanvasElement.prototype.getContext = () => null;
  const path = createRequire(import.meta.url).resolve("plotly.js-dist-min");
  window.eval(readFileSync(path, "utf8"));
  return (window as unknown as { Plotly: Plotly }).Plotly;
}

/**
 * Two complaints of the validator are its own mistakes: it compares the free
 * arguments of a slider by identity, and it knows no name of a colour axis.
 */
function mistaken({ code, astr }: Complaint): boolean {
  return (
    (code === "dynamic" && /^sliders\[\d\]\.steps\[\d+\]\.args/.test(astr)) ||
    (code === "value" && astr === "coloraxis")
  );
}

describe("figures before Plotly's own validator", () => {
  let plotly: Plotly;
  before(() => {
    plotly = loadPlotly();
  });

  for (const [name, draw] of Object.entries(gallery)) {
    it(`accepts ${name}`, () => {
      const { data, layout } = JSON.parse(JSON.stringify(draw())) as FigureJson;
      const complaints = (plotly.validate(data, layout) ?? []).filter(
        (complaint) => !mistaken(complaint),
      );
      expect(complaints).to.deep.equal([]);
    });
  }

  it("leaves out of bundles what Plotly's own schema has as a default", () => {
    const { traces, layout } = plotly.PlotSchema.get();
    const check = (known: object, attributes: Attributes, where: string): void => {
      for (const [key, value] of Object.entries(known)) {
        if (attributes[key]) expect(attributes[key].dflt, `${where}.${key}`).to.equal(value);
      }
    };
    for (const type of ["scatter", "bar", "heatmap", "image", "scatter3d", "mesh3d"]) {
      const { attributes } = traces[type] as unknown as {
        attributes: Attributes & { line?: Attributes; marker?: Attributes };
      };
      check(traceDefaults, attributes, type);
      if (attributes.line) check(lineDefaults, attributes.line, `${type}.line`);
      if (attributes.marker) check(markerDefaults, attributes.marker, `${type}.marker`);
    }
    const { xaxis, yaxis } = layout.layoutAttributes as unknown as Record<string, Attributes>;
    // Whether a grid is shown depends on the axis: it is, where its colour is given.
    const { showgrid: _shown, ...axis } = axisDefaults;
    check(axis, xaxis, "xaxis");
    check(axis, yaxis, "yaxis");
  });

  for (const [name, draw] of Object.entries(gallery)) {
    it(`accepts the bundle of ${name}, which says the rest`, () => {
      const figure = draw().toJSON();
      const { data, layout } = JSON.parse(JSON.stringify(lean(figure))) as FigureJson;
      expect((plotly.validate(data, layout) ?? []).filter((c) => !mistaken(c))).to.deep.equal([]);
      expect(data.map(({ type }) => type)).to.deep.equal(figure.data.map(({ type }) => type));
      expect(Object.keys(layout)).to.include.members(
        Object.keys(figure.layout).filter((key) => /axis|scene/.test(key)),
      );
    });
  }

  it("would notice a key that Plotly does not know", () => {
    expect(
      plotly.validate([{ type: "scatter", x: [1], y: [1], colour: "red" }], {}),
    ).to.have.length(1);
  });
});
