import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DataError } from "../../../src/index.js";
import {
  formatNotebook,
  parseNotebook,
  readNotebook,
} from "../../../src/workbench/notebook/index.js";
import { fixtureNotebook } from "../../fixtures/fixture.js";

describe("the notebook format", () => {
  const valid = () => JSON.parse(readFileSync(fixtureNotebook("success"), "utf8"));

  it("is written back as Jupyter writes it, to the byte", () => {
    for (const name of ["success", "thrown", "type-error", "flood"]) {
      const text = readFileSync(fixtureNotebook(name), "utf8");
      expect(formatNotebook(parseNotebook(text, name))).to.equal(text);
    }
  });

  it("joins lines in memory and splits them in the file, JSON types left alone", () => {
    const notebook = parseNotebook(JSON.stringify(valid()), "n");
    const figure = { data: [{ y: [1, 2] }], layout: { title: "a\nb" } };
    const cell = notebook.cells[1];
    if (cell.cell_type !== "code") {
      throw new Error("the fixture's second cell is code");
    }
    cell.outputs = [
      {
        output_type: "display_data",
        data: {
          "application/vnd.plotly.v1+json": figure,
          "text/plain": "a\nb",
          "image/png": "iVBO",
        },
        metadata: {},
      },
      { output_type: "stream", name: "stdout", text: "x\ny\n" },
    ];
    const text = formatNotebook(notebook);
    const [display, stream] = JSON.parse(text).cells[1].outputs;
    expect(display.data).to.deep.equal({
      "application/vnd.plotly.v1+json": figure,
      "text/plain": ["a\n", "b"],
      "image/png": "iVBO",
    });
    expect(stream.text).to.deep.equal(["x\n", "y\n"]);
    expect(parseNotebook(text, "n")).to.deep.equal(notebook);
    expect(text).to.include(`"application/vnd.plotly.v1+json": ${JSON.stringify(figure)},\n`);
  });

  for (const [what, break_, message] of [
    ["an older format", (n) => ({ ...n, nbformat_minor: 4 }), "the format 4.4"],
    ["another format", (n) => ({ ...n, nbformat: 3 }), "the format 3.5"],
    ["a list instead of an object", () => [], "the file should be"],
    ["no cells", (n) => ({ ...n, cells: undefined }), "cells should be a list"],
    ["no metadata", (n) => ({ ...n, metadata: null }), "metadata should be"],
    ["a cell without id", (n) => withCell(n, { id: undefined }), "cells[0].id"],
    ["an id with blanks", (n) => withCell(n, { id: "a b" }), "cells[0].id"],
    ["an id given twice", (n) => withCell(n, { id: "code-2" }), 'cells[1].id "code-2"'],
    ["an unknown kind of cell", (n) => withCell(n, { cell_type: "heading" }), "cell_type"],
    ["a number as source", (n) => withCell(n, { source: 3 }), "cells[0].source"],
    ["a number among the lines", (n) => withCell(n, { source: ["a", 3] }), "cells[0].source"],
    ["a code cell without outputs", (n) => withCell(n, { cell_type: "code" }), "outputs"],
    [
      "a text as execution count",
      (n) => withCell(n, { cell_type: "code", outputs: [], execution_count: "1" }),
      "execution_count",
    ],
    [
      "an output of no kind",
      (n) => withCell(n, { cell_type: "code", outputs: [{}], execution_count: null }),
      "outputs",
    ],
  ] as const satisfies [string, (notebook: Record<string, unknown>) => unknown, string][]) {
    it(`is refused with ${what}`, () => {
      const text = JSON.stringify(break_(valid()));
      expect(() => parseNotebook(text, "file.ipynb")).to.throw(DataError, message);
      expect(() => parseNotebook(text, "file.ipynb")).to.throw(DataError, "file.ipynb");
    });
  }

  it("is refused when the file is cut off, empty or not there", () => {
    const text = JSON.stringify(valid());
    for (const cut of ["", text.slice(0, 100), `<<<<<<< ours\n${text}`]) {
      expect(() => parseNotebook(cut, "cut.ipynb")).to.throw(DataError, "cut.ipynb is no JSON");
    }
    expect(() => readNotebook("/nowhere/n.ipynb")).to.throw(DataError, "/nowhere/n.ipynb");
  });
});

function withCell(notebook: Record<string, unknown>, change: Record<string, unknown>): unknown {
  const [first, ...rest] = notebook.cells as Record<string, unknown>[];
  return { ...notebook, cells: [{ ...first, ...change }, ...rest] };
}
