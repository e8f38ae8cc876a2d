import { expect } from "chai";
import { expandShorthand } from "../../../src/cli/tslab/shorthand.js";

describe("shorthand properties", () => {
  for (const [source, expanded] of [
    ["f({ seed });", "f({ seed: seed });"],
    ["f({ a, b: 1, c });", "f({ a: a, b: 1, c: c });"],
    ["f({ inner: { deep } });", "f({ inner: { deep: deep } });"],
    ["({ a } = o);", "({ a: a } = o);"],
    ["({ a = 1 } = o);", "({ a: a = 1 } = o);"],
    // Patterns, imports and types declare names; they are no properties.
    ["const { a } = o;", "const { a } = o;"],
    // A property that a pattern renames is no name of an earlier cell, whoever declared its type.
    ["const { a: b } = o;", 'const { "a": b } = o;'],
    ["f(({ a: { b: c = { d } }, e }) => c);", 'f(({ "a": { "b": c = { d: d } }, e }) => c);'],
    ['import { a } from "m";', 'import { a } from "m";'],
    ["type T = { a: number };", "type T = { a: number };"],
    ["f({ ...a, b() {}, get c() { return 1; } });", "f({ ...a, b() {}, get c() { return 1; } });"],
    [`g(\`\${f({ a })}\`);`, `g(\`\${f({ a: a })}\`);`],
    ['"{ a }"', '"{ a }"'],
  ]) {
    it(`${source} becomes ${expanded}`, () => {
      expect(expandShorthand(source).text).to.equal(expanded);
    });
  }

  it("keeps the places of everything else", () => {
    const source = "const o = { ab, c };\nf({ d }, ({ e: g }) => g, wrong);";
    const { text, originalColumn } = expandShorthand(source);
    for (const [index, line] of source.split("\n").entries()) {
      const changed = text.split("\n")[index];
      for (const mark of ["const", "o =", "c }", "};", "wrong", ");"]) {
        if (line.includes(mark)) {
          const column = mark === "c }" ? changed.indexOf(" c") + 1 : changed.indexOf(mark);
          expect(originalColumn(index, column), mark).to.equal(line.indexOf(mark));
        }
      }
    }
  });
});
