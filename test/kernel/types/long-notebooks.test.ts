import { expect } from "chai";
import { Notebook } from "../../../src/kernel/types/cells/notebook.js";
import { diagnose } from "../../../src/kernel/types/diagnostics.js";
import { readOptions } from "../../../src/kernel/types/program/options.js";
import { CellProgram } from "../../../src/kernel/types/program/program.js";
import { NotebookFixture, removeFolders } from "./fixture.js";

const never = { isCancellationRequested: () => false, throwIfCancellationRequested: () => {} };

describe("long notebooks", () => {
  let notebook: Notebook;
  let count = 0;
  before(() => {
    const { cwd } = new NotebookFixture();
    notebook = new Notebook(new CellProgram(cwd, readOptions(cwd)), cwd);
  });
  beforeEach(() => notebook.reset());
  after(removeFolders);

  const run = (code: string) => {
    const cell = notebook.draft({ id: ++count, label: `cell[${count}]`, code });
    notebook.settle(cell);
    const found = diagnose(notebook.program, cell, never);
    notebook.commit(cell);
    return found.map(({ code }) => code);
  };
  const clean = (...cells: string[]) => {
    for (const code of cells) expect(run(code), code).to.deep.equal([]);
  };

  it("forget cells that own no name", () => {
    for (let i = 0; i < 20; i++) clean(`const a = ${i}, b = a;`, "console.log(a + b)");
    expect(notebook.size).to.equal(1);
    clean("const a = 's'", "const b = 1");
    expect(notebook.size).to.equal(2);
  });

  it("cut the chain of two cells that are run in turn", () => {
    clean("const y = 1;");
    for (let i = 0; i < 30; i++)
      clean(
        "/** Doc. */ const x = y + 1; function f(a: number) { return a * y; }",
        "const y = f(x); let list = [x];",
      );
    expect(notebook.size, "before").to.equal(61);
    notebook.compact();
    expect(notebook.size, "after").to.equal(2);
    clean("const n: number = x + f(y); list = [n];");
    expect(run("x.missing; f('a')")).to.deep.equal(["TS2339", "TS2345"]);
  });

  it("keep the meaning of everything that is cut", () => {
    clean(
      "const base = { n: 1, tag: 'a' as const };",
      `const copy = base; let mutable = base.n; var old = [base]; const { tag, ...others } = base;
       const one = 1; const viaOne = base && one;
       function pick<K extends keyof typeof base>(key: K) { return base[key]; }
       function over(a: string): string; function over(a: number): typeof base; function over(a: any): any { return a ?? base; }
       async function later() { return base; } function* steps() { yield base.n; }
       function isBase(x: unknown): x is typeof base { return x === base; }
       class Holder { held = base; } interface Shape { base: typeof base } type Alias = typeof base; enum E { A = 1 }
       for (var i = base.n; i < 3; i++);
       using resource = { base, [Symbol.dispose]() {} };`,
      "const base = 'another now';",
    );
    const uses = [
      "const a: { n: number; tag: 'a' } = copy; mutable = 2; old.push(copy); const t: 'a' = tag; others.n; i.toFixed(); resource.base.n;",
      "const p: number = pick('n'); const q: 'a' = pick('tag'); over(1).n; over('').length; (await later()).n; for (const s of steps()) s.toFixed();",
      "const u: unknown = copy; if (isBase(u)) u.tag; const h: { n: number } = new Holder().held; const s: Shape = { base: copy }; const l: Alias = s.base; E.A",
      "let widened = viaOne; widened = 2; base.length;",
    ];
    const wrong = "copy = copy; tag = 'b'; pick('no'); mutable = ''; over(true); viaOne = 1;";
    clean(...uses);
    const errors = run(wrong);
    expect(errors).to.have.length(6);
    notebook.compact();
    clean(...uses);
    expect(run(wrong)).to.deep.equal(errors);
  });

  it("keep a forgotten cell whose class a living type refers to", () => {
    clean(
      "class K { #secret = 1; value = 2 }",
      "const make = () => new K();",
      "const k = make(); const n = k.value;",
    );
    clean("const K = 0; const make = 1;");
    notebook.compact();
    expect(notebook.size).to.be.lessThan(5);
    clean("const v: number = k.value + n + K + make;");
    expect(run("k.other")).to.deep.equal(["TS2339"]);
  });

  it("bear a chain of thousands of living cells, and a new checker at its end", () => {
    clean("const v0 = 0;");
    for (let i = 1; i <= 3000; i++) {
      const cell = notebook.draft({ id: ++count, label: "", code: `const v${i} = v${i - 1} + 1;` });
      notebook.commit(cell);
    }
    expect(notebook.size).to.equal(3001);
    clean("const n: number = v3000;");
    notebook.compact();
    clean("const m: number = v3000;");
    expect(run("v3000.length")).to.deep.equal(["TS2339"]);
  });
});
