import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { linePanels } from "../../../src/workbench/index.js";

const rows = [
  { teacher: "a", scheme: "vanilla", N: 10, value: 1 },
  { teacher: "a", scheme: "vanilla", N: 10, value: 3 },
  { teacher: "a", scheme: "vanilla", N: 5, value: 4 },
  { teacher: "b", scheme: "FA", N: 5, value: 7 },
];

describe("linePanels", () => {
  it("draws the means over seeds, a panel for each column and a curve for each series", () => {
    const names = { x: "N", y: "value", series: "scheme", column: "teacher" } as const;
    const figure = linePanels(rows, names, { style: { FA: { color: "#b2182b" } } });
    const curves = figure.data.filter((trace) => trace.showlegend !== false || trace.name === "FA");
    const curve = (name: string, axis: string) =>
      curves.find(
        (trace) =>
          trace.name === name &&
          "line" in trace &&
          trace.line?.width !== 0 &&
          (("xaxis" in trace && trace.xaxis) || "x") === axis,
      );
    expect(curve("vanilla", "x")).to.include({ type: "scatter" });
    expect(curve("vanilla", "x")).to.deep.include({ x: [5, 10], y: [4, 2] });
    expect(curve("FA", "x2")).to.deep.include({ x: [5], y: [7] });
    expect(curve("FA", "x2")).to.have.nested.property("line.color", "#b2182b");
    const titles = figure.layout.annotations?.map(({ text }) => text) ?? [];
    expect(titles.join()).to.match(/a.*b/);
  });

  it("leaves a place empty where no rows are", () => {
    const names = { x: "N", y: "value", series: "N", column: "teacher", row: "scheme" } as const;
    const figure = linePanels(rows, names);
    expect(Object.keys(figure.layout).filter((key) => key.startsWith("xaxis"))).to.have.length(2);
  });

  it("draws intervals as bars, or none", () => {
    const names = { x: "N", y: "value", series: "scheme", column: "teacher" } as const;
    const bars = linePanels(rows, names).data.map((trace) => "error_y" in trace);
    expect(bars).to.deep.equal([true, true]);
    const none = linePanels(rows, names, { interval: "none" }).data.map((t) => "error_y" in t);
    expect(none).to.deep.equal([false, false]);
  });

  it("refuses an empty table", () => {
    const names = { x: "N", y: "value", series: "scheme", column: "teacher" } as const;
    expect(() => linePanels([] as typeof rows, names)).to.throw(DomainError, "no rows");
  });
});
