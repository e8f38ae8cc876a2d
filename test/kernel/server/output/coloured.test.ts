import { expect } from "chai";
import { coloured } from "../../../../src/kernel/server/output/coloured.js";

const bold = (text: string): string => `\x1b[1;31m${text}\x1b[0m`;
const red = (text: string): string => `\x1b[31m${text}\x1b[0m`;

describe("the colours of a traceback", () => {
  it("are on the name of the error and on the mark under the code", () => {
    const traceback = [
      "cell[1]:2",
      "  fail();",
      "  ^",
      "",
      "RangeError: too far",
      "    at f (x:1:2)",
    ];
    expect(coloured({ ename: "RangeError", evalue: "too far", traceback }).traceback).to.deep.equal(
      [
        "cell[1]:2",
        "  fail();",
        red("  ^"),
        "",
        `${bold("RangeError")}: too far`,
        "    at f (x:1:2)",
      ],
    );
  });

  it("are on the number of each of the compiler's complaints", () => {
    const traceback = ["cell[1]:2:7 TS2322: No: not so.", "    let a;", "\t  ~~~"];
    expect(coloured({ ename: "TypeCheckError", evalue: "", traceback }).traceback).to.deep.equal([
      `cell[1]:2:7 ${bold("TS2322")}: No: not so.`,
      "    let a;",
      red("\t  ~~~"),
    ]);
  });

  it("leave everything else as it is, and nothing but colours is added", () => {
    const traceback = ["", "RangeErrors: none", "a ^ b", "in cell[1]:2:7 TS2322: so", "  TS1: x"];
    const failure = { ename: "RangeError", evalue: "\x1b", traceback };
    expect(coloured(failure)).to.deep.equal(failure);
  });
});
