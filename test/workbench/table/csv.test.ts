import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { DataError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";
import { csvText, parseCsv } from "../../../src/workbench/table/csv.js";
import { matrixTable, readCsv, table } from "../../../src/workbench/table/index.js";

describe("CSV", () => {
  it("gives back every finite number to the last bit, and every text that is none", () => {
    const text = fc
      .string()
      .filter((value) => !["", "NaN"].includes(value.trim()) && Number.isNaN(Number(value)));
    // −0 is written as 0.
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const row = fc.record({ a: number, "b, c": text });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        expect(parseCsv(csvText(["a", "b, c"], rows), "it").rows).to.deep.equal(
          rows.map((one) => ({ ...one, a: one.a === 0 ? 0 : one.a })),
        );
      }),
    );
  });

  it("reads quotes, ends of lines of all systems, gaps and a byte order mark (RFC 4180)", () => {
    const text = '\uFEFFx,"say ""y"""\r\n1e-3,"a\nb"\n ,plain\r\n';
    expect(parseCsv(text, "it").rows).to.deep.equal([
      { x: 0.001, 'say "y"': "a\nb" },
      { x: null, 'say "y"': "plain" },
    ]);
    expect(parseCsv("x\n1\n\n2", "without a last end").rows).to.deep.equal([{ x: 1 }, { x: 2 }]);
    expect(parseCsv("x,y\n1,", "it").rows).to.deep.equal([{ x: 1, y: null }]);
    for (const mark of [";", "\t"]) {
      expect(parseCsv(`a${mark}b\n1${mark}2`, "it").rows).to.deep.equal([{ a: 1, b: 2 }]);
    }
  });

  it("keeps NaN, infinities, and rows of a single column that is null", () => {
    const rows = [{ x: Number.NaN }, { x: Number.NEGATIVE_INFINITY }, { x: null }, { x: 1 }];
    expect(parseCsv(csvText(["x"], rows), "it").rows).to.deep.equal(rows);
    expect(() => table(rows).matrix(["x"])).to.throw(DataError, "row 1 has x = NaN");
  });

  it("names the line of what is wrong", () => {
    expect(() => parseCsv("x,y\n1,2\n3\n", "f.csv")).to.throw(DataError, "f.csv, line 3, has 1");
    expect(() => parseCsv('x\n"1\n2\n', "f.csv")).to.throw(DataError, "f.csv, line 3: a quote");
    expect(() => parseCsv("", "f.csv")).to.throw(DataError, "empty");
    expect(() => parseCsv("x,x\n1,2", "f.csv")).to.throw(DataError, 'two columns "x"');
  });

  it("goes from a table to a file and back to a matrix", () => {
    const folder = mkdtempSync(join(tmpdir(), "intertwine-csv-"));
    try {
      const path = join(folder, "deep", "data.csv");
      expect(table([{ x: 1 / 3, y: -2, note: "a,b" }]).save(path)).to.equal(path);
      const found = readCsv(path);
      expect(found.rows).to.deep.equal([{ x: 1 / 3, y: -2, note: "a,b" }]);
      expect(
        found
          .matrix(["y", "x"])
          .toRows()
          .map((row) => [...row]),
      ).to.deep.equal([[-2, 1 / 3]]);
      const rows = Matrix.fromRows([
        [1, 2],
        [3, 4],
      ]);
      const both = matrixTable(["a", "b", "c"], [rows, Matrix.fromRows([[5], [6]])]);
      expect(both.matrix(["a", "b"]).maxDifference(rows)).to.equal(0);
      expect(both.column("c")).to.deep.equal([5, 6]);
      expect(() => matrixTable(["a"], [rows])).to.throw(ShapeError, "2 × 2 for 1 names");
      expect(() => found.matrix(["note"])).to.throw(DataError, 'row 1 has note = "a,b"');
      writeFileSync(path, "x\n1\n,\n");
      expect(() => readCsv(path)).to.throw(DataError, "line 3");
      expect(() => readCsv(join(folder, "none.csv"))).to.throw(DataError, "none.csv");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
