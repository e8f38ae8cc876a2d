import { expect } from "chai";
import { createCellCompiler } from "../../../src/kernel/compiler/index.js";

describe("errors of cells", () => {
  const compiler = createCellCompiler();
  after(() => compiler.close());

  async function errorsOf(code: string) {
    const result = await compiler.compile({ id: 1, label: "cell[1]", code });
    return "errors" in result ? result.errors : [];
  }

  /** Line, column, length and code of each error. */
  async function placesOf(code: string) {
    return (await errorsOf(code)).map((e) => [e.line, e.column, e.length, e.code]);
  }

  it("are TypeScript's, all of them, with label and place", async () => {
    expect(await errorsOf("let a = ;\nlet b = 1 +* 2")).to.deep.equal([
      {
        label: "cell[1]",
        line: 1,
        column: 9,
        length: 1,
        code: "TS1109",
        message: "Expression expected.",
      },
      {
        label: "cell[1]",
        line: 2,
        column: 12,
        length: 1,
        code: "TS1109",
        message: "Expression expected.",
      },
    ]);
  });

  it("count columns in UTF-16 units, whatever ends the lines", async () => {
    expect(await placesOf("'😀'; /*\t*/\r\n\t'é😀' +* 2")).to.deep.equal([[2, 9, 1, "TS1109"]]);
    // The same place found by esbuild, which counts bytes.
    expect(await placesOf("'😀';\r\n\t'é😀'; break")).to.deep.equal([[2, 9, 5, ""]]);
  });

  const cases: [title: string, code: string, places: unknown[]][] = [
    ["a name declared twice", "let x = 1\nlet x = 2", [[2, 5, 1, "TS2451"]]],
    ["a class declared twice", "class A {}\nclass A {}", [[2, 7, 1, "TS2300"]]],
    ["a var past a let", "let x = 1; { let y = 2; { var y = 3 } }", [[1, 31, 1, "TS2451"]]],
    ["names of the compiler", "let ɵx = 1", [[1, 5, 2, ""]]],
    ["uses of such names", "f(ɵx)", [[1, 3, 2, ""]]],
    ["return", "return 5", [[1, 1, 8, "TS1108"]]],
    ["delete of a name", "let x = 1; delete x", [[1, 19, 1, "TS1102"]]],
    ["a constant without value", "const x: number", [[1, 7, 1, "TS1155"]]],
    ["a pattern without value", "let { a }", [[1, 5, 5, "TS1182"]]],
    ["break", "1\nbreak", [[2, 1, 5, ""]]],
    ["an import in a block", "{ import a from 'b'; }", [[1, 3, 18, "TS1232"]]],
    ["a write to an import", "import a from 'b'\n;[a] = [1]", [[2, 3, 1, "TS2632"]]],
    ["await in a plain function", "function f() {\n  await g()\n}", [[2, 3, 9, "TS1308"]]],
    [
      "waiting loops in a plain function",
      "const f = (x) => { for await (const y of x) y }",
      [[1, 24, 5, ""]],
    ],
    ["what only the engine refuses", "let a = 1\n  ;/[b-a]/", [[2, 4, 7, ""]]],
    [
      "words of strict mode",
      "let static = 1; let eval = 2",
      [
        [1, 5, 6, "TS1212"],
        [1, 21, 4, "TS1100"],
      ],
    ],
    [
      "in an object alone",
      "{ a: 1, b: 2 +* 3 }",
      [
        [1, 10, 1, "TS1005"],
        [1, 15, 1, "TS1109"],
      ],
    ],
  ];
  for (const [title, code, places] of cases)
    it(`for ${title}`, async () => expect(await placesOf(code)).to.deep.equal(places));

  it("none for overloads, merged declarations and shadowing", async () => {
    const code = `
      function f(a: string): void; function f(a: any) {}
      var v = 1; var v = 2; function v2() {}
      class A {} namespace A { export const b = 1 }
      enum E { A } enum E { B = 1 }
      interface I {} interface I {} class I {}
      { let v = 1; } try {} catch (e) { var e = 1 }
      declare const d: number; declare module "m" {} declare global {}`;
    expect(await errorsOf(code)).to.deep.equal([]);
  });

  it("for nesting that is too deep, and long chains are none", async () => {
    for (const code of [
      "(".repeat(50_000),
      `a${".b(1)".repeat(50_000)}`,
      "if (a) 1; else ".repeat(20_000),
    ]) {
      const [error] = await errorsOf(code);
      expect(error.message).to.match(/nested too deeply/);
    }
    expect(await errorsOf(`let a = 1; ${"a + ".repeat(50_000)}a`)).to.deep.equal([]);
  });
});
