import { SourceMap } from "node:module";
import { expect } from "chai";
import { TestNotebook } from "./executor.js";

describe("source maps of cells", () => {
  let notebook: TestNotebook;
  beforeEach(() => {
    notebook = new TestNotebook();
  });
  after(() => notebook.compiler.close());

  /** Runs a cell that throws: the places of its frames in the cell's text, innermost first. */
  async function framesOf(code: string): Promise<[line: number, column: number][]> {
    const error = await notebook.run(code).then(
      () => {
        throw new Error("The cell has not thrown.");
      },
      (reason: Error) => reason,
    );
    const map = new SourceMap(JSON.parse(notebook.script.map));
    const frames = [...(error.stack ?? "").matchAll(/cell\[\d+\]\.js:(\d+):(\d+)/g)];
    return frames.flatMap(([, line, column]) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      // The script's own frames have no place in the cell.
      if (!("originalLine" in entry)) return [];
      return [[entry.originalLine + 1, entry.originalColumn + 1]];
    });
  }

  it("lead to the place of a throw and of the calls to it", async () => {
    const code = `interface A { x: number }
let y: number = 1, z = 2
function f(a: A): never {
  throw new Error("é😀" + a.x)
}
const g = (a: A) => { y += 1; f(a as A) }
for (let i = 0; i < 1; i++) g({ x: i })`;
    expect((await framesOf(code)).slice(0, 3)).to.deep.equal([
      [4, 9],
      [6, 31],
      [7, 29],
    ]);
  });

  it("after characters beyond the first plane, tabs and CRLF", async () => {
    expect(await framesOf('let s = "😀";\r\n\t/* 😀 */ missing(s)')).to.deep.include([2, 11]);
  });

  it("in an object alone", async () => {
    expect(await framesOf("{ a: 1, b: missing }")).to.deep.include([1, 12]);
  });

  it("after an await, and in a mirrored loop", async () => {
    const code =
      "let n = 0\nfor (var i = 0; i < 3; i++) {\n  await null\n  n += i; if (i === 1) n.x.y\n}";
    expect(await framesOf(code)).to.deep.include([4, 28]);
  });

  it("to an import that fails", async () => {
    notebook.set("boom", 1);
    const code = 'let a = 1\n\nimport * as m from "./nowhere.js"';
    const error = await notebook.run(code).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain("nowhere");
    const lines = notebook.script.code.split("\n");
    const line = lines.findIndex((each) => each.includes("nowhere"));
    const map = new SourceMap(JSON.parse(notebook.script.map));
    const entry = map.findEntry(line, lines[line].indexOf("ɵimport"));
    expect(entry).to.include({ originalLine: 2, originalSource: "cell[1]" });
  });

  it("hold the text and the label", async () => {
    await notebook.run("let a: number = 1");
    const { sources, sourcesContent } = JSON.parse(notebook.script.map);
    expect({ sources, sourcesContent }).to.deep.equal({
      sources: ["cell[1]"],
      sourcesContent: ["let a: number = 1"],
    });
  });
});
