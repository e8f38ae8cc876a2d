import { expect } from "chai";
import { TestNotebook } from "./executor.js";

describe("cells", () => {
  let notebook: TestNotebook;
  beforeEach(() => {
    notebook = new TestNotebook();
  });
  after(() => notebook.compiler.close());

  /** Runs cells one after the other; the value of the last. */
  async function run(...cells: string[]): Promise<unknown> {
    let value: unknown;
    for (const cell of cells) value = await notebook.run(cell);
    return value;
  }

  const values: [title: string, cells: string[], expected: unknown][] = [
    ["gives the last expression", ["let x = 1; x + 1"], 2],
    ["with a semicolon", ["1 + 1;"], 2],
    ["and empty statements", ["3;;"], 3],
    ["shows no assignment", ["let x = 1\nx = 2"], undefined],
    ["shows no step", ["let x = 1; x++"], undefined],
    ["a cell without anything", [""], undefined],
    ["a cell of comments", ["// one\n/* two */"], undefined],
    ["a comment at the end", ["7 // seven"], 7],
    ["a first line for the shell", ["#!/usr/bin/env node\n5"], 5],
    ["nothing from an if", ["if (true) { 3 }"], undefined],
    ["redeclaration", ["const x = 1", "let x = 'two'", "x"], "two"],
    [
      "late binding",
      [
        "function h() { return 1 }\nfunction o() { return h() }",
        "function h() { return 2 }",
        "o()",
      ],
      2,
    ],
    ["functions above their declaration", ["const v = f(); function f() { return 4 }\nv"], 4],
    [
      "types",
      ["interface A { a: number }\ntype B = A\nconst b: B = { a: 2 } as B\n(b satisfies A)!.a"],
      2,
    ],
    ["a list of variables", ["let a = 1, b = a + 1, c; [a, b, c]"], [1, 2, undefined]],
    [
      "patterns",
      ["const { a, b: [c = a], ...r } = { a: 1, b: [], d: 3 }; ({ a, c, r })"],
      { a: 1, c: 1, r: { d: 3 } },
    ],
    [
      "defaults in patterns",
      [
        "let d = 4",
        "const { k = d, ...r } = {} as any; const f = ({ z = d } = {} as any) => { const { y = d } = {} as any; return y + z }; [k, f()]",
      ],
      [4, 8],
    ],
    [
      "using",
      [
        "const D = (Symbol as any).dispose ?? Symbol.for('Symbol.dispose'), A = (Symbol as any).asyncDispose ?? Symbol.for('Symbol.asyncDispose'), seen: any[] = []",
        "using u: any = { [D]() { seen.push('u') } }, v: any = { u, [D]() { seen.push('v') } }\nawait using w: any = { async [A]() { await null; seen.push('w') } }\nseen.push(v.u === u)",
        "[seen, typeof u]",
      ],
      [[true, "w", "v", "u"], "object"],
    ],
    ["an unnamed default class", ["export default class {}\n1"], 1],
    ["an unnamed default function", ["export default function () { return 1 }"], undefined],
    [
      "classes that extend",
      [
        "class A { m() { return 1 } }",
        "class B extends A { m() { return super.m() + 1 } }; new B().m()",
      ],
      2,
    ],
    [
      "async methods",
      [
        "class A { x = 2; async m(y = this.x) { return await y + arguments.length } }; await new A().m()",
      ],
      2,
    ],
    [
      "generators",
      ["let n = 2; function* g() { while (n-- > 0) yield n }", "[...g(), n]"],
      [1, 0, -1],
    ],
    [
      "switch",
      ["let s = 0; switch (1) { case 1: let s2 = 2; s = s2; default: var t = s }", "[s, t]"],
      [2, 2],
    ],
    ["spread", ["let a = [1, 2]; const o = { a, ...{ b: a } }; Math.max(...a, ...o.b)"], 2],
    ["an old assertion", ["let a: any = 1; (<number>a) + 1"], 2],
    ["assignment through types", ["let a: any = 1; (a as any) = 2; (a)++; a! += 1; a"], 4],
    ["commas and conditions", ["let a = 0, b = 1; (a++, b) ? a : b"], 1],
    [
      "postfix before a parenthesis",
      [
        "let a = 0\nfor (let i = 0; i < 2; i++) {\n  a++\n  ;(() => 1)()\n  a++\n  [0].map(() => 1)\n}\na",
      ],
      4,
    ],
    [
      "members of objects named like variables",
      [
        "let x = 1; const o = { x() { return x }, get y() { return x }, x2: x }; [o.x(), o.y, o.x2]",
      ],
      [1, 1, 1],
    ],
    ["a catch without a name", ["let e = 0; try { throw 1 } catch { e = 1 }\ne"], 1],
    [
      "class expressions",
      ["let K = 1; const C = class K { static k() { return K } }; C.k() === (C as any)"],
      true,
    ],
    ["var and function of one name", ["var f = 1; function f() {}\ntypeof f"], "number"],
    [
      "a module's own words",
      ["let type = 1, of = 2, async = 3, get = 4, as = 5; type + of + async + get + as"],
      15,
    ],
    ["escapes in names", ["let \\u0061b = 1; ab"], 1],
    ["names beyond ASCII", ["let größe = 1, 𝑥 = 2, $ = 3, _ = 4; größe + 𝑥 + $ + _"], 10],
    ["a template", ["let a = 1; `<$" + "{a}>`"], "<1>"],
    ["swap", ["let a = 1, b = 2", "[a, b] = [b, a]", "[a, b]"], [2, 1]],
    [
      "assignment patterns",
      ["let a, b, c", "({ a, b: [c] = [5], x: b = 2 } = { a: 1 })", "[a, b, c]"],
      [1, 2, 5],
    ],
    ["shorthand with a default", ["let a", "({ a = 3 } = {})", "a"], 3],
    [
      "compound assignment",
      [
        "let a = 1, b = 2, c: any = null",
        "a += b *= 3; c ??= a; c &&= c + 1; c ||= 0",
        "[a, b, c]",
      ],
      [7, 6, 8],
    ],
    ["steps", ["let a = 1; const r = [a++, ++a, a--, --a]", "[r, a]"], [[1, 3, 3, 1], 1]],
    ["var in a loop", ["for (var i = 0; i < 3; i++) {}", "i"], 3],
    ["var over values", ["for (var { k = 9 } of [{ k: 1 }, {}]) {}", "k"], 9],
    ["var over keys", ["for (var k in { a: 1, b: 2 });", "k"], "b"],
    ["var in a block", ["if (true) { var v: number = 2 } else var w = 1;\n[v, w]"], [2, undefined]],
    ["var without a value keeps it", ["var v = 1; var v; v", "var v; v"], 1],
    ["let without a value", ["let v = 1", "let v; v"], undefined],
    ["typeof of nothing", ["typeof nothing"], "undefined"],
    [
      "typeof of something",
      ["let s = ''", "[typeof s, typeof (s as any), typeof Math]"],
      ["string", "string", "object"],
    ],
    [
      "names of functions",
      [
        "const f = () => 1, g = function () {}, C = class {}; let h; h = () => 2; const { k = () => 3 } = {} as any; [f, g, C, h, k].map((x) => x.name)",
      ],
      ["f", "g", "C", "h", "k"],
    ],
    [
      "names of shadowing functions",
      ["const f = () => { const f = () => 1; return f.name }; f()"],
      "f",
    ],
    [
      "classes",
      [
        "class A { static n = 1; static self() { return A.n } }\nconst B = A",
        "class A { static n = 2 }",
        "[A.n, B.self()]",
      ],
      [2, 1],
    ],
    [
      "parameter properties",
      [
        "class P { constructor(readonly x: number, private y = x) {} s() { return this.y } }\nnew P(3).s()",
      ],
      3,
    ],
    [
      "enums",
      ["enum E { A = 1, B = A << 2, C }\nenum E { D = A + B }", "[E.C, E[4], E.D]"],
      [5, "B", 5],
    ],
    ["a constant enum", ["const enum E { A = 'a' }", "E.A"], "a"],
    [
      "namespaces",
      [
        "namespace N { export let a = 1; export function up() { a++; return a } namespace Q { export const z = 1 }; export namespace M.O { export const b = a + Q.z } }\nnamespace N { export const c = a }",
        "[N.up(), N.a, N.M.O.b, N.c]",
      ],
      [2, 2, 2, 1],
    ],
    ["a namespace on a class", ["class A {}\nnamespace A { export const b = 2 }\nA.b"], 2],
    [
      "a namespace of types",
      ["namespace T { export type X = 1 }\ntype T = 2; const q: T.X = 1; q"],
      1,
    ],
    [
      "aliases",
      ["namespace N { export const a = 1; export type T = 2 }\nimport a = N.a; import T = N.T\na"],
      1,
    ],
    ["require", ["import path = require('node:path')", "path.posix.join('a', 'b')"], "a/b"],
    ["this at the top", ["this"], undefined],
    [
      "this of a call",
      ["function f() { return this }", "[f(), (f)(), (f as any)(), f?.(), f!()]"],
      [undefined, undefined, undefined, undefined, undefined],
    ],
    [
      "tags",
      ["function tag(this: unknown, s: any, v: any) { return [this, s[0], v] }", "tag`a$" + "{1}`"],
      [undefined, "a", 1],
    ],
    ["calls with types", ["const id = <T,>(x: T) => x", "id<number>(4)"], 4],
    ["optional calls", ["let f: any", "f?.(1).a"], undefined],
    ["new", ["class X { v = 1 }", "new X().v + new X<1>().v"], 2],
    [
      "lines without semicolons",
      ["let a = 1\nlet f = (x: number) => x\nf(a)\nlet t: number\n;[1].map(f)\nf(2)"],
      2,
    ],
    [
      "arguments",
      ["function f() { return arguments.length + (() => arguments.length)() }\nf(1, 2)"],
      4,
    ],
    ["a label", ["let a = 0; a: for (;;) { a++; break a }", "a"], 1],
    ["an object", ["{ a: 1, b: [2] }"], { a: 1, b: [2] }],
    ["an object of one", ["{ a: 1 }"], { a: 1 }],
    ["shorthand in an object", ["let x = 1", "// here\n{ x }"], { x: 1 }],
    ["a block", ["let x = 0", "{ x = 1; }", "x"], 1],
    [
      "exports",
      [
        "export const a = 1; export function f() { return 2 }; export class C {}; export { a as b }; export type T = 1\nexport default a + f()",
      ],
      3,
    ],
    ["a default function", ["export default function g() { return 5 }\ng()"], 5],
    ["await", ["const a = await Promise.resolve(2)", "a + (await a)"], 4],
    ["for await", ["let s = 0; for await (const x of [1, Promise.resolve(2)]) s += x", "s"], 3],
    [
      "async generators",
      [
        "async function* g() { const got = yield 1; try { yield got } finally { yield* [3, Promise.resolve(4)] } }\nconst it = g(); const r = [await it.next(), await it.next(2), await it.return(9), await it.next(), await it.next()]; r.map((x) => [x.value, x.done])",
      ],
      [
        [1, false],
        [2, false],
        [3, false],
        [4, false],
        [9, true],
      ],
    ],
    [
      "default initialisers",
      ["let x = 1", "function f(a = x) { var x = 2; return [a, x] }\nf()"],
      [1, 2],
    ],
    ["catch", ["let e = 1; try { throw 2 } catch (e) { e = 3 }", "e"], 1],
    [
      "shadowing",
      [
        "let x = 1, y = 0; { let x = 2; y += x } y += x; ((x) => { y += x })(4); (function x() { y += typeof x === 'function' ? 8 : 0 })(); y",
      ],
      15,
    ],
    [
      "properties",
      [
        "let a = 1",
        "class K { a = a; ['b' + a] = 2; get c() { return a } static { a += 1 } }\nconst k: any = new K(); [k.a, k.b1, k.c, ({ a: 5 }).a]",
      ],
      [2, 2, 2, 5],
    ],
    [
      "globals that the notebook declares",
      ["const name0 = typeof Map; const Map = 5", "[name0, Map]"],
      ["function", 5],
    ],
    ["import.meta", ["import.meta.url"], "file:///notebook.ts"],
    ["undeclared names", ["const f = () => later", "let later = 6", "f()"], 6],
    [
      "decorators",
      [
        "const log0: string[] = []; function d(v: any, c: any) { log0.push(c.kind + c.name); }\n@d class D { @d m() {} }",
        "log0",
      ],
      ["methodm", "classD"],
    ],
    [
      "decorators that are called",
      [
        "function d(x: number) { return (v: any, c: any) => { v.x = x } }\n@d(3) class D {}\n(D as any).x",
      ],
      3,
    ],
  ];

  for (const [title, cells, expected] of values)
    it(title, async () => {
      expect(await run(...cells)).to.deep.equal(expected);
    });

  const failures: [title: string, cells: string[], name: string, message: RegExp][] = [
    ["an undeclared name", ["nowhere"], "ReferenceError", /^nowhere is not defined$/],
    ["a name before it is declared", ["early; let early = 1"], "ReferenceError", /early/],
    ["a write to a constant", ["const k = 1; k = 2"], "TypeError", /constant/],
    [
      "a write to a constant in a loop",
      ["const k = 1; for (let i = k; i < 2; i++) k++"],
      "TypeError",
      /constant/,
    ],
    [
      "a write to a constant of a pattern",
      ["const { k } = { k: 1 }; [k] = [2]"],
      "TypeError",
      /constant/,
    ],
    [
      "a write to a frozen object",
      ["let o = Object.freeze({ a: 1 }); o.a = 2"],
      "TypeError",
      /read only/,
    ],
  ];
  for (const [title, cells, name, message] of failures)
    it(`fails for ${title}`, async () => {
      const error = await run(...cells).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error?.name).to.equal(name);
      expect(error?.message).to.match(message);
    });

  it("leaves nothing in the global object", async () => {
    const before = Object.getOwnPropertyNames(notebook.context);
    await run(
      "var a = 1; let b = 2; function c() {} class D {} enum E { F } async function g() {}",
    );
    expect(Object.getOwnPropertyNames(notebook.context)).to.deep.equal(before);
  });

  it("keeps what was assigned before a failure", async () => {
    await run("let x = 1; x = 2; throw 0").catch(() => {});
    expect(await run("x")).to.equal(2);
  });

  it("forgets on reset", async () => {
    await run("const Map = 1");
    expect((await notebook.compile("Map")).names).to.deep.equal(["Map"]);
    notebook.compiler.reset();
    expect((await notebook.compile("Map")).names).to.deep.equal([]);
  });
});
