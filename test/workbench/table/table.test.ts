import { createRequire } from "node:module";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../../src/errors.js";
import { formatNumber, formatValue } from "../../../src/workbench/table/format.js";
import { Table, table } from "../../../src/workbench/table/index.js";

const runs = [
  { scheme: "vanilla", N: 5, risk: 0.0123456 },
  { scheme: "FA", N: 1000, risk: 2.5e-6 },
];

describe("table", () => {
  it("aligns text, numbers at their right end", () => {
    expect(String(table(runs, { caption: "Runs" }))).to.equal(
      [
        "Runs",
        "scheme      N     risk",
        "───────  ────  ───────",
        "vanilla     5  0.01235",
        "FA       1000   2.5e-6",
      ].join("\n"),
    );
  });

  it("shows HTML with every text escaped, and text beside it", () => {
    const risky = table([{ "<b>": "a & <script>" }], { caption: '"c"' });
    const bundle = (risky as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for("Jupyter.display")
    ]();
    expect(Object.keys(bundle)).to.deep.equal(["text/html", "text/plain"]);
    expect(bundle["text/html"]).to.include("<caption>&quot;c&quot;</caption>");
    expect(bundle["text/html"]).to.include(">&lt;b&gt;</th>");
    expect(bundle["text/html"]).to.include(">a &amp; &lt;script&gt;</td>");
  });

  it("chooses and orders columns, shows gaps, and refuses unknown ones", () => {
    const ragged = table([{ a: 1 }, { b: 2 }], { columns: ["b", "a"] });
    expect(String(ragged).split("\n").slice(2)).to.deep.equal(["–  1", "2  –"]);
    expect(ragged.column("b")).to.deep.equal([undefined, 2]);
    expect(() => table(runs, { columns: ["loss"] })).to.throw(
      DomainError,
      /"loss".*scheme, N, risk/,
    );
    expect(() => table(runs, { digits: 0 })).to.throw(DomainError, /0 digits/);
    expect(() => table(runs).column("loss")).to.throw(DomainError, /"loss"/);
  });

  it("stands empty without rows", () => {
    expect(String(table([], { columns: ["a"] }))).to.equal("a\n─");
  });

  it("writes numbers, intervals and truth values", () => {
    expect(
      [0, 12000, 0.5, 1.23456e-5, 1234567.8, -Infinity].map((x) => formatNumber(x, 4)),
    ).to.deep.equal(["0", "12000", "0.5", "1.235e-5", "1.235e6", "−∞"]);
    expect(formatValue({ mean: 0.12, low: 0.1, high: 0.15 }, 3)).to.equal("0.12 [0.1, 0.15]");
    expect(formatValue({ low: 1, high: 2 }, 3)).to.equal("[1, 2]");
    expect(formatValue({ value: 0.12, interval: [0.1, 0.15] }, 3)).to.equal("0.12 [0.1, 0.15]");
    expect(formatValue({ value: 0.12 }, 3)).to.equal("0.12");
    expect([formatValue(true, 3), formatValue(null, 3)]).to.deep.equal(["yes", "–"]);
  });

  it("writes every number so that it reads back within its digits", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
        (value) => {
          const back = Number(formatNumber(value, 6));
          expect(Math.abs(back - value)).to.be.at.most(5.001e-6 * Math.abs(value));
        },
      ),
    );
  });
});

describe("tables and danfojs", () => {
  interface Frame {
    columns: string[];
    values: unknown[][];
    shape: number[];
    index: (string | number)[];
    groupby(columns: string[]): { agg(what: Record<string, string>): Frame };
    loc(what: { columns: string[] }): Frame;
  }

  it("goes there and back", () => {
    const frame = table(runs).toDataFrame<Frame>();
    expect(frame.columns).to.deep.equal(["scheme", "N", "risk"]);
    expect(frame.values).to.deep.equal([
      ["vanilla", 5, 0.0123456],
      ["FA", 1000, 2.5e-6],
    ]);
    expect(table(frame).rows).to.deep.equal(runs);
  });

  it("shows what danfojs computed", () => {
    const { DataFrame } = createRequire(import.meta.url)("danfojs-node") as {
      DataFrame: new (rows: object[]) => Frame;
    };
    const frame = new DataFrame([
      { N: 5, risk: 1 },
      { N: 5, risk: 3 },
      { N: 10, risk: 4 },
    ]);
    const means = table(frame.groupby(["N"]).agg({ risk: "mean" }));
    expect(means.rows).to.deep.equal([
      { N: 5, risk_mean: 2 },
      { N: 10, risk_mean: 4 },
    ]);
  });

  it("describes columns of numbers", () => {
    const summary = table([
      { a: 1, b: "x" },
      { a: 2, b: "y" },
      { a: 6, b: "z" },
    ]).describe();
    const values = Object.fromEntries(summary.rows.map((row) => [row.statistic, row.a]));
    // Of 1, 2, 6: mean 3, variance ((−2)² + (−1)² + 3²) / 2 = 7.
    expect(values).to.include({ count: 3, mean: 3, min: 1, median: 2, max: 6, variance: 7 });
    expect(() => new Table([{ b: "x" }]).describe()).to.throw(DomainError, /numbers/);
  });
});
