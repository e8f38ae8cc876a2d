import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import type { FigureJson } from "../../../src/workbench/figure/index.js";
import { emptyWindow } from "./document.js";
import { gallery } from "./gallery.js";

interface Complaint {
  code: string;
  astr: string;
  msg: string;
}

interface Plotly {
  validate(data: unknown, layout: unknown): Complaint[] | undefined;
}

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
    (code === "dynamic" && /^sliders\[0\]\.steps\[\d+\]\.args/.test(astr)) ||
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

  it("would notice a key that Plotly does not know", () => {
    expect(
      plotly.validate([{ type: "scatter", x: [1], y: [1], colour: "red" }], {}),
    ).to.have.length(1);
  });
});
