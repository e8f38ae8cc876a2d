import { expect } from "chai";
import { NotebookFixture, removeFolders } from "./fixture.js";

const files = {
  "../src/shapes.ts":
    "export const area = 1; export function perimeter(side: number): number { return 4 * side; }",
  "../src/deep/inner.ts": "export {};",
  "../node_modules/present/package.json": JSON.stringify({
    name: "present",
    version: "1.0.0",
    types: "index.d.ts",
  }),
  "../node_modules/present/index.d.ts": `${Array.from(
    { length: 600 },
    (_, i) => `export declare function op${i}(x: number): ${i};`,
  ).join("\n")}
/**
 * Multiplies a matrix and a vector.
 *
 * Works in place; see {@link op1} and {@link https://example.org/algebra the notes}.
 * @param matrix - Row-major entries,
 * one row after the other.
 * @param vector what is multiplied
 * @returns The product.
 * @throws RangeError when the sizes differ.
 * @example
 * multiply([1], [2]) // [2]
 * @deprecated Use {@linkcode op2}.
 */
export declare function multiply(matrix: number[], vector: number[]): number[];`,
  "../package.json": JSON.stringify({ name: "project", dependencies: { present: "1" } }),
};

describe("completion and inspection", () => {
  let notebook: NotebookFixture;
  before(() => {
    notebook = new NotebookFixture(files);
    notebook.run('import * as present from "present"; import { multiply } from "present";');
    notebook.run(
      "/** The answer. */ const answer = { deep: { value: 42 }, text: 'x' }; let answers = 2; type Answer = 1; class Person {\n/** Years. */ age = 1; greet(name: string) { return name; } }",
    );
    notebook.run(
      "/** Adds `k`. */ function addition(a: number, k = 1) { return a + k; } const me = new Person();",
    );
  });
  after(removeFolders);

  /** Completion at the mark `|`. */
  const complete = (marked: string) => {
    const offset = marked.indexOf("|");
    const code = marked.replace("|", "");
    const found = notebook.service.complete(code, offset);
    return {
      ...found,
      names: found.entries.map(({ name }) => name),
      replaced: code.slice(found.start, found.end),
    };
  };
  const inspect = (marked: string) =>
    notebook.service.inspect(marked.replace("|", ""), marked.indexOf("|"));

  it("completes names of earlier cells, with kinds and signatures", () => {
    const { names, replaced, entries } = complete("const z = answ|");
    expect(names).to.deep.equal(["answer", "answers"]);
    expect(replaced).to.equal("answ");
    expect(entries[0]).to.deep.equal({
      name: "answer",
      kind: "const",
      signature: "{ deep: { value: number; }; text: string; }",
    });
    expect(entries[1]).to.deep.equal({ name: "answers", kind: "let", signature: "number" });
    expect(complete("const z: Ans|").names).to.include("Answer");
    expect(complete("add|").entries[0]).to.deep.equal({
      name: "addition",
      kind: "function",
      signature: "(a: number, k?: number) => number",
    });
  });

  it("completes members by their type, in unfinished code too", () => {
    expect(complete("answer.deep.|").names).to.deep.equal(["value"]);
    expect(complete("if (me.| ").names).to.deep.equal(["age", "greet"]);
    expect(complete("me.gr|; const a = 1").entries).to.deep.equal([
      { name: "greet", kind: "method", signature: "(name: string) => string" },
    ]);
    expect(complete("[me].map((p) => p.a|").names).to.deep.equal(["age"]);
    expect(complete("const own = { a: 1 };\nown.|").names).to.deep.equal(["a"]);
    expect(complete("[1, 2].fi|").names).to.include.members(["filter", "find"]);
  });

  it("completes properties that a call expects, and texts of a union", () => {
    expect(complete("display(1, { |").names).to.deep.equal(["id", "update"]);
    const found = complete('kernel.check("w|")');
    expect(found.names).to.deep.equal(["warn"]);
    expect(found.replaced).to.equal("w");
  });

  it("completes modules: paths, packages and Node's own, and what they export", () => {
    expect(complete('import { area } from "../src/|"').names).to.include.members([
      "shapes",
      "deep",
    ]);
    const partial = complete('import { area } from "../src/sha|"');
    expect(partial.names).to.deep.equal(["shapes"]);
    expect(partial.replaced).to.equal("sha");
    expect(complete('import x from "pres|"').names).to.deep.equal(["present"]);
    expect(complete('import fs from "node:f|"').names).to.include("node:fs");
    expect(complete('import { pe| } from "../src/shapes"').names).to.deep.equal(["perimeter"]);
    expect(complete('import { mul| } from "present"').names).to.deep.equal(["multiply"]);
  });

  it("completes a namespace with hundreds of names, the first with signatures", () => {
    const { entries, names } = complete("present.|");
    expect(entries).to.have.length(601);
    expect(new Set(names).size).to.equal(601);
    expect(names).to.deep.equal([...names].sort());
    expect(entries[1].signature).to.equal("(x: number) => 0");
    expect(entries.filter(({ signature }) => signature !== undefined)).to.have.length(36);
    expect(complete("present.op59|").names).to.have.length(11);
  });

  it("works inside a cell that is nothing but an object", () => {
    const found = complete("{ a: answ| }");
    expect(found.names).to.deep.equal(["answer", "answers"]);
    expect(found.replaced).to.equal("answ");
    expect(inspect("{ a: addi|tion }")!.documentation).to.equal("Adds `k`.");
  });

  it("finds nothing where there is nothing", () => {
    expect(complete("// comm|").entries).to.deep.equal([]);
    expect(complete("'some te|xt'").entries).to.deep.equal([]);
    expect(complete("|").names).to.include.members(["answer", "display", "const"]);
    expect(complete("nothing.|").entries).to.deep.equal([]);
  });

  it("does not keep what was typed for completion", () => {
    complete("const typed = 1; ty|");
    expect(notebook.check("typed").map(({ code }) => code)).to.deep.equal(["TS2304"]);
  });

  it("inspects with signature and docstring, at, in and behind a name", () => {
    for (const marked of ["|addition", "addi|tion", "addition|", "addition|(1)"]) {
      expect(inspect(marked), marked).to.deep.equal({
        signature: "function addition(a: number, k?: number): number",
        documentation: "Adds `k`.",
      });
    }
    expect(inspect("me.a|ge")).to.deep.equal({
      signature: "(property) Person.age: number",
      documentation: "Years.",
    });
    expect(inspect("answ|er")!.documentation).to.equal("The answer.");
    expect(inspect("let own = 1; ow|n")!.signature).to.equal("let own: number");
  });

  it("inspects the function whose arguments are being written", () => {
    expect(inspect("addition(|")!.signature).to.contain("function addition");
    expect(inspect("addition(1, |)")!.signature).to.contain("function addition");
    expect(inspect("me.greet( |")!.signature).to.contain("greet(name: string)");
  });

  it("writes tags and links as Markdown", () => {
    expect(inspect("multi|ply")!.documentation).to.equal(
      [
        "Multiplies a matrix and a vector.",
        "",
        "Works in place; see `op1` and [the notes](https://example.org/algebra).",
        "",
        "**Parameters**",
        "",
        "- `matrix`: Row-major entries,",
        "  one row after the other.",
        "- `vector`: what is multiplied",
        "",
        "**Returns** The product.",
        "",
        "**Throws** RangeError when the sizes differ.",
        "",
        "**Example**",
        "",
        "```ts",
        "multiply([1], [2]) // [2]",
        "```",
        "",
        "**Deprecated** Use `op2`.",
      ].join("\n"),
    );
  });

  it("knows the docstrings of Node and of the language, inherited ones too", () => {
    expect(inspect('import { join } from "node:path"; jo|in("a")')!.documentation).to.match(
      /^Join all arguments together.*\n\n\*\*Parameters\*\*\n\n- `paths`: paths to join/s,
    );
    expect(inspect("[1].ma|p(String)")!.documentation).to.contain(
      "- `callbackfn`: A function that accepts",
    );
    expect(
      inspect("class L extends Map<string, number> {}\nnew L().forEac|h")!.documentation,
    ).to.match(/^Executes a provided function/);
    expect(inspect("console.lo|g()")!.documentation).to.contain("**Since** v0.1.100");
  });

  it("explains the notebook's own names and finds nothing in empty places", () => {
    expect(inspect("displ|ay(1)")!.documentation).to.contain("**Parameters**");
    expect(inspect("kernel.sig|nal")!.signature).to.equal(
      "(property) NotebookKernel.signal: AbortSignal",
    );
    expect(inspect("|")).to.equal(undefined);
    expect(inspect("1 + | 2")).to.equal(undefined);
    expect(inspect("unknownName|")).to.equal(undefined);
    expect(inspect("// addi|tion")).to.equal(undefined);
  });
});
