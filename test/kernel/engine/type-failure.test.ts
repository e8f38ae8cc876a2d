import { expect } from "chai";
import { typeFailure, warningText } from "../../../src/kernel/engine/type-failure.js";
import type { Diagnostic } from "../../../src/kernel/language/language.js";

function complaint(line: number, column: number, length: number): Diagnostic {
  return { label: "cell[4]", line, column, length, code: "TS1234", message: "no good" };
}

describe("type errors as an exception", () => {
  it("name the first, count the others, and show each with its line and a mark", () => {
    const code = "let a = 1;\n\tfoo(bar, 2);";
    const failure = typeFailure([complaint(1, 5, 1), complaint(2, 6, 3)], code);
    expect(failure.ename).to.equal("TypeCheckError");
    expect(failure.evalue).to.equal("1:5 - TS1234: no good (and 1 more)");
    expect(failure.traceback).to.deep.equal([
      "cell[4]:1:5 TS1234: no good",
      "    let a = 1;",
      "        ~",
      "",
      "cell[4]:2:6 TS1234: no good",
      "    \tfoo(bar, 2);",
      "    \t    ~~~",
    ]);
  });

  it("keep the mark inside the line when it goes on below, and in view when the line is long", () => {
    const [, , mark] = typeFailure([complaint(1, 3, 100)], "f(\n  1)").traceback;
    expect(mark).to.equal("      ~");
    const long = `${"x".repeat(5000)}wrong${"y".repeat(5000)}`;
    const [, line, below] = typeFailure([complaint(1, 5001, 5)], long).traceback;
    expect(line.length).to.be.below(200);
    expect(line.slice(below.indexOf("~"), below.lastIndexOf("~") + 1)).to.equal("wrong");
  });

  it("are text with an end of line where they are only a warning", () => {
    expect(warningText([complaint(1, 1, 2)], "ab")).to.equal(
      "cell[4]:1:1 TS1234: no good\n    ab\n    ~~\n",
    );
  });
});
