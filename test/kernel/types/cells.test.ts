import { expect } from "chai";
import { NotebookFixture, removeFolders } from "./fixture.js";

describe("types across cells", () => {
  let notebook: NotebookFixture;
  before(() => {
    notebook = new NotebookFixture();
  });
  beforeEach(() => notebook.service.reset());
  after(removeFolders);

  const clean = (...cells: string[]) => {
    for (const code of cells) expect(notebook.run(code), code).to.deep.equal([]);
  };

  it("gives later cells the types of constants, functions and generics", () => {
    clean(
      "const n = 3; function twice<T>(x: T): [T, T] { return [x, x]; }",
      "const pair = twice({ n });",
      "const sum: number = pair[0].n + pair[1].n;",
    );
    expect(notebook.typeOf("pair")).to.equal("[{\n    n: number;\n}, {\n    n: number;\n}]");
    expect(notebook.run("pair[2]")).to.deep.equal(["1:6 TS2493"]);
  });

  it("gives later cells classes as values and as types, with their private names", () => {
    clean(
      "class Box<T> { #secret = 1; constructor(readonly value: T) {} static of<U>(u: U) { return new Box(u); } }",
      "class Named extends Box<string> { override readonly value = 'a' as const; }",
      "const named: Box<string> = new Named('x'); const made: Box<number> = Box.of(1);",
      "if (named instanceof Named) { const a: 'a' = named.value; }",
    );
    expect(notebook.run("const wrong: Box<boolean> = made;")).to.deep.equal(["1:7 TS2322"]);
    expect(notebook.run("made.#secret")).to.deep.equal(["1:6 TS18013"]);
  });

  it("gives later cells interfaces, aliases, enums, namespaces and type-only names", () => {
    clean(
      "interface Point { x: number; y?: string } type Maybe<T> = T | undefined;",
      "enum Colour { Red, Green } const enum Fast { A = 'a' } namespace Space { export const c = 1; export interface I { v: 2 } }",
      "const p: Maybe<Point> = { x: 1 }; const c: Colour = Colour.Red; const i: Space.I = { v: 2 }; const a: Fast = Fast.A; Space.c",
    );
    expect(notebook.run("new Point()")).to.deep.equal(["1:5 TS2693"]);
    expect(notebook.run("const q: Point = { x: 'no' }")).to.deep.equal(["1:20 TS2322"]);
  });

  it("keeps apart the type and the value of one name, and both mutable", () => {
    clean(
      "type Level<T = string> = { of: T }; let Level = { of: 'base' };",
      "const level: Level = Level; Level = { of: 'other' }; const other: Level<number> = { of: 1 };",
    );
    expect(notebook.run("Level = { of: 1 }")).to.deep.equal(["1:11 TS2322"]);
  });

  it("lets later cells assign to let and var, and to nothing else", () => {
    clean("let a = 1; var b = 'x'; const c = 1; function f() {} class K {}");
    clean("a = 2; b = 'y'; a++; [a] = [3]; ({ a, b } = { a: 1, b: '' })");
    expect(notebook.run("a = 'x'; b = 1; c = 2; f = () => {}; K = class {};")).to.deep.equal([
      "1:1 TS2322",
      "1:10 TS2322",
      "1:17 TS2588",
      "1:24 TS2630",
      "1:38 TS2629",
    ]);
  });

  it("does not narrow a let by the assignment in an earlier cell, but within a cell", () => {
    clean("let u: string | undefined = 'x'; u.length");
    expect(notebook.run("u.length")).to.deep.equal(["1:1 TS18048"]);
    clean("if (u !== undefined) u.length; u = 'now'; u.length");
    clean(
      "const f: string | number = Math.random() > 2 ? 's' : 1;",
      "if (typeof f === 'string') f.length; else f.toFixed()",
    );
    clean("let late: number;", "late = 1;", "late + 1");
    clean("let anything;", "anything = 3; anything.toFixed()", "anything");
  });

  it("knows the names that destructuring, loops and blocks declare", () => {
    clean(
      "const { a, ...rest } = { a: 1, b: 'x' }; for (var i = 0; i < 3; i++) { var inner = 'x' + i; }",
    );
    clean("const s: string = rest.b + inner; const n: number = a + i;");
    expect(notebook.run("for (let j = 0; j < 1; j++); j")).to.deep.equal(["1:30 TS2304"]);
  });

  it("takes the last declaration of a name, with another type and another kind", () => {
    clean(
      "const x = 1; const useX = () => x; class D { a = 1 } const d = new D();",
      "const x = 'text'; x.length",
    );
    clean(
      "function x(): boolean { return true; } const t: boolean = x(); const old: number = useX();",
    );
    clean("class D { b = 2 } new D().b; d.a");
    expect(notebook.run("const e: D = d")).to.deep.equal(["1:7 TS2741"]);
    clean("type x = 5; const five: x = 5;");
    expect(notebook.run("x()"), "the name is a type now").to.deep.equal(["1:1 TS2693"]);
  });

  it("lets a cell's own declarations win over those of other cells and over globals", () => {
    clean("const x = 1; interface Shape { old: number }");
    clean(
      "const x = 'a'; x.length; interface Shape { young: string } const s: Shape = { young: '' };",
    );
    clean(
      "const process = 1; const display = 2; const n: number = process + display;",
      "process.toFixed()",
    );
    expect(notebook.run("y.length; const y = ''")).to.deep.equal(
      ["1:1 TS2448", "1:1 TS2454"].sort(),
    );
  });

  it("follows functions that run later, async functions and generators", () => {
    clean(
      "async function get() { return { n: 1 }; } async function* steps() { yield 1; }",
      "const got = await get(); const n: number = got.n; for await (const step of steps()) step.toFixed();",
      "export const exported = got.n; export default exported; export type E = typeof got;",
      "const e: E = { n: exported };",
    );
    expect(notebook.run("get().n")).to.deep.equal(["1:7 TS2339"]);
  });

  it("accepts cells that end in an expression, are empty or only comments", () => {
    clean(
      "1 + 1",
      "",
      "// nothing",
      "({ a: 1 })",
      "using r = { [Symbol.dispose]() {} };",
      "await using s = { async [Symbol.asyncDispose]() {} }; [3, 1].toSorted()",
    );
  });

  it("treats names with underscores, of objects and of other scripts as any other", () => {
    clean("const __hidden = 1, ___more = 's', $ = 2, größe = 3, constructor = 4, __proto__ = 5;");
    clean("const sum: number = __hidden + $ + größe + constructor + __proto__; ___more.length");
    expect(notebook.run("__hidden.length")).to.deep.equal(["1:10 TS2339"]);
  });

  it("forgets everything at reset", () => {
    clean("const gone = 1; type Gone = 1;");
    notebook.service.reset();
    expect(notebook.run("gone; let g: Gone")).to.deep.equal(["1:1 TS2304", "1:14 TS2304"]);
  });

  it("lets a cell add to global declarations, from its commit on", () => {
    expect(notebook.check("declare global { var added: number } added + 1")).to.deep.equal([]);
    expect(notebook.check("added").map((d) => d.code)).to.deep.equal(["TS2304"]);
    clean("declare global { interface Array<T> { second(): T } var added: number } added + 1");
    clean("const s: number = [1].second(); added.toFixed()");
    notebook.service.reset();
    expect(notebook.run("added")).to.deep.equal(["1:1 TS2304"]);
  });

  it("knows the notebook's own names and Node's", () => {
    clean(
      "const handle = display(1, { id: 'a' }); handle.update(2); clearOutput(true); const s: string = prompt('?', { password: true });",
      "const comm = kernel.openComm('t', { data: 1 }); comm.onMessage(({ data, buffers }) => buffers.length); kernel.signal.aborted; kernel.check('warn'); kernel.comms.get(comm.id)?.close();",
      "const fs: typeof import('node:fs') = require('fs'); setTimeout(() => {}, Buffer.from('a').length); process.cwd()",
    );
    expect(notebook.run("kernel.check('maybe')")).to.deep.equal(["1:14 TS2345"]);
    expect(notebook.run("document.body"), "no names of browsers").to.deep.equal(["1:1 TS2584"]);
  });

  it("names types of other cells without the files that do not exist", () => {
    clean("class Same { a = 1 } const first = new Same();", "class Same { b = 1 }");
    const [diagnostic] = notebook.check("const s: Same = first;");
    expect(diagnostic.message).to.equal(
      "Property 'b' is missing in type 'Same' but required in type 'Same'.",
    );
    expect(diagnostic.message).not.to.contain("ɵ");
  });
});
