import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DataError } from "../../../src/errors.js";
import { countPairs, readCounts, table } from "../../../src/workbench/table/index.js";

describe("counts from tables", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "intertwine-counts-"));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (text: string): string => {
    const path = join(folder, "counts.csv");
    writeFileSync(path, text);
    return path;
  };

  it("reads a table of counts with names on both sides, under any name for the corner", () => {
    for (const corner of ["", "from \\ to"]) {
      const read = readCounts(file(`${corner},left,right\nup,3,0\n7,1,12\n`));
      expect(read.inputNames).deep.equal(["up", "7"]);
      expect(read.outputNames).deep.equal(["left", "right"]);
      expect(read.counts.toRows()).deep.equal([
        [3, 0],
        [1, 12],
      ]);
    }
    expect(readCounts(file("x;a\nu;2")).counts.toRows()).deep.equal([[2]]);
  });

  it("reads outputs that are named by numbers in the order of the file", () => {
    const read = readCounts(file("digit,9,1\n9,3,0\n1,5,12\n"));
    expect(read.inputNames).deep.equal(["9", "1"]);
    expect(read.outputNames).deep.equal(["9", "1"]);
    expect(read.counts.toRows()).deep.equal([
      [3, 0],
      [5, 12],
    ]);
  });

  it("names row and column of what is no count", () => {
    for (const [cell, got] of [
      ["1.5", "1.5"],
      ["-2", "-2"],
      ["many", '"many"'],
      ["", "null"],
      ["NaN", "NaN"],
      ["1e300", "1e\\+300"],
    ]) {
      expect(() => readCounts(file(`x,a,b\nu,1,1\nv,2,${cell}\n`))).throw(
        DataError,
        new RegExp(`row "v", column "b", is ${got}`),
      );
    }
  });

  it("refuses rows without a name, twice the same, and tables without counts", () => {
    expect(() => readCounts(file("x,a\n,1\n"))).throw(DataError, "row 1: the name is missing");
    expect(() => readCounts(file("x,a\nu,1\nu,2\n"))).throw(DataError, 'two rows "u"');
    expect(() => readCounts(file("x,a\n"))).throw(DataError, "0 rows");
    expect(() => readCounts(file("x\nu\n"))).throw(DataError, "1 columns");
    expect(() => readCounts(join(folder, "missing.csv"))).throw(DataError, "missing.csv");
  });

  it("counts observations in the order in which values appear, each as often as its weight says", () => {
    const rows = [
      { from: "b", to: 1, n: 2 },
      { from: "a", to: 2, n: 0 },
      { from: "b", to: 1, n: 5 },
    ];
    const once = countPairs(rows, "from", "to");
    expect([once.inputNames, once.outputNames]).deep.equal([
      ["b", "a"],
      ["1", "2"],
    ]);
    expect(once.counts.toRows()).deep.equal([
      [2, 0],
      [0, 1],
    ]);
    expect(countPairs(table(rows), "from", "to", "n").counts.toRows()).deep.equal([
      [7, 0],
      [0, 0],
    ]);
  });

  it("names what is wrong with observations", () => {
    const rows = [{ from: "b", to: null, n: 0.5 }];
    expect(() => countPairs([], "from", "to")).throw(DataError, "no rows");
    expect(() => countPairs(rows, "from", "where")).throw(DataError, 'no column "where"');
    expect(() => countPairs(rows, "from", "to")).throw(DataError, 'column "to", row 1');
    expect(() => countPairs(rows, "from", "from", "n")).throw(
      DataError,
      'column "n", row 1, is 0.5',
    );
  });
});
