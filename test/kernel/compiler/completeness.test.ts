import { expect } from "chai";
import { createCellCompiler } from "../../../src/kernel/compiler/index.js";

describe("completeness", () => {
  const { isComplete } = createCellCompiler();

  it("complete", () => {
    for (const code of [
      "",
      "1",
      "f()",
      "for (;;) {}",
      "{ a: 1, b: 2 }",
      "// a",
      "await f()",
      "`a`",
      "if (a) {}\n",
    ])
      expect(isComplete(code), code).to.deep.equal({ status: "complete" });
  });

  it("invalid", () => {
    for (const code of [
      "1 +* 2",
      "foo)",
      "'abc",
      "let 1",
      "{ a: 1, b: }",
      "f(]",
      "(".repeat(100_000),
    ])
      expect(isComplete(code), code.slice(0, 20)).to.deep.equal({ status: "invalid" });
  });

  const incomplete: [code: string, indent: string][] = [
    ["function f() {", "  "],
    ["function f() {\n  if (a) {\n", "    "],
    ["function f() {\n  if (a) {\n    b()", "    "],
    ["f(1,", ""],
    ["f(", "  "],
    ["const a = [", "  "],
    ["const f = () =>", "  "],
    ["a +", ""],
    ["a.", ""],
    ["x =", ""],
    ["if (a)", ""],
    ["if (a) 1; else", ""],
    ["try {}", ""],
    ["do {}", ""],
    ["class A", ""],
    ["`abc", ""],
    ["  `a${", "    "],
    ["/* a", ""],
    ["{ a: 1, b: 2", ""],
    ["{", "  "],
    ["f({ // options", "  "],
  ];
  for (const [code, indent] of incomplete)
    it(`incomplete: ${JSON.stringify(code)}`, () =>
      expect(isComplete(code)).to.deep.equal({ status: "incomplete", indent }));
});
