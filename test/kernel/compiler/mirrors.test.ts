import vm from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import { createCellCompiler } from "../../../src/kernel/compiler/index.js";
import { TestNotebook } from "./executor.js";

const names = ["a", "b", "c"];
const name = fc.constantFrom(...names);
const small = fc.integer({ min: -3, max: 3 }).map(String);

/** Statements over the variables a, b, c, the functions f, g, h, and loops that end. */
const { statement } = fc.letrec<{ expression: string; statement: string; body: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    small,
    name,
    fc
      .tuple(tie("expression"), fc.constantFrom("+", "-", "*", "<", "&&", ","), tie("expression"))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(name, fc.constantFrom("=", "+=", "-=", "??=", "||=", "&&="), tie("expression"))
      .map(([target, operator, value]) => `(${target} ${operator} ${value})`),
    fc
      .tuple(name, fc.constantFrom("++", "--"), fc.boolean())
      .map(([target, step, before]) => (before ? `(${step}${target})` : `(${target}${step})`)),
    fc.constantFrom("f()", "g(1)", "h?.(a)", "typeof b", "{ a }.a", "(() => c)()"),
  ),
  statement: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc
      .tuple(name, fc.constantFrom("=", "+=", "*="), tie("expression"))
      .map(([target, operator, value]) => `${target} ${operator} ${value};`),
    fc.tuple(name, fc.constantFrom("++", "--")).map(([target, step]) => `${target}${step};`),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([left, right]) => `[a, b] = [${left}, ${right}];`),
    tie("expression").map((value) => `log.push(${value});`),
    fc
      .tuple(tie("expression"), tie("body"), tie("body"))
      .map(([condition, yes, no]) => `if (${condition}) ${yes} else ${no}`),
    fc
      .tuple(fc.constantFrom("var i", "var j", "let v", "let w"), tie("body"))
      .map(
        ([counter, body]) =>
          `for (${counter} = 0; ${counter.slice(4)} < 3; ${counter.slice(4)}++) { if (fuel-- < 0) break; ${body} }`,
      ),
    tie("body").map((body) => `while (fuel-- > 0 && a < 5) ${body}`),
    tie("body").map((body) => `do ${body} while (fuel-- > 0 && b < 2);`),
    fc.tuple(name, tie("body")).map(([target, body]) => `for (${target} of [1, 2]) ${body}`),
    fc
      .tuple(tie("expression"), tie("body"))
      .map(([value, body]) => `for (let k of [1, 2]) { if (k === ${value}) continue; ${body} }`),
    fc
      .tuple(tie("body"), tie("body"))
      .map(([body, handler]) => `try { ${body} if (a > 3) throw a; } catch (b) ${handler}`),
    tie("body").map((body) => `{ let a = 2; ${body} }`),
    fc.constant("await null;"),
  ),
  body: fc.array(tie("statement"), { maxLength: 3 }).map((list) => `{ ${list.join(" ")} }`),
}));

/** Bodies of f, g and h, among them some that write and some that only read. */
const functions = fc
  .tuple(...[0, 1, 2].map(() => fc.option(fc.tuple(name, small), { nil: undefined })))
  .map((writes) =>
    ["f", "g", "h"].map((f, index) => {
      const write = writes[index];
      return `function ${f}(x) { ${write ? `${write[0]} += ${write[1]};` : ""} return ${names[index]} }`;
    }),
  );

const program = fc.record({
  functions,
  cells: fc.array(
    fc.array(statement, { minLength: 1, maxLength: 4 }).map((s) => s.join("\n")),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
});

const head = "let a = 0, b = 1, c = 2, fuel = 60;";
const read = "JSON.stringify([log, a, b, c, fuel])";

describe("mirrors", () => {
  const compiler = createCellCompiler();
  after(() => compiler.close());

  async function inCells(cells: string[], mirrored: boolean): Promise<unknown> {
    compiler.reset();
    // Where there is `eval` nothing is certain.
    if (!mirrored) compiler.commit({ id: 0, label: "", code: "() => eval('')" });
    const notebook = new TestNotebook(compiler);
    let failure: unknown;
    for (const cell of cells) {
      try {
        await notebook.run(cell);
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
        break;
      }
    }
    return [failure, await notebook.run(read)];
  }

  async function inFunction(cells: string[]): Promise<unknown> {
    const code = `(async () => { "use strict"; let failure;\n${head}
      try { ${cells.join("\n")} } catch (e) { failure = e && e.message !== undefined ? e.message : String(e); }
      return [failure, ${read}] })()`;
    const value = await (vm.runInNewContext(code, { log: [] }) as Promise<unknown[]>);
    return [...value];
  }

  it("change nothing that can be seen", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(program, async ({ functions, cells }) => {
        const all = [...functions, ...cells];
        const expected = await inFunction(all);
        expect(await inCells([head, functions.join("\n"), ...cells], true)).to.deep.equal(expected);
        expect(await inCells([[head, ...all].join("\n")], true)).to.deep.equal(expected);
        expect(await inCells([head, functions.join("\n"), ...cells], false)).to.deep.equal(
          expected,
        );
      }),
      { numRuns: 100 },
    );
  });

  /** The mirrors in the last of some cells. */
  async function mirrorsIn(...cells: string[]): Promise<string[]> {
    compiler.reset();
    const notebook = new TestNotebook(compiler);
    for (const cell of cells) await notebook.run(cell);
    const found = notebook.script.code.matchAll(/(\w+) = ɵ(\w+)\.\2[,;]/g);
    return [...found]
      .filter(([, left, right]) => left === right)
      .map(([, left]) => left)
      .sort();
  }

  const loop = "for (let i = 0; i < n; i++) sum += i";

  it("stand for variables of this cell and of earlier ones", async () => {
    expect(await mirrorsIn(`let sum = 0, n = 3; ${loop}`)).to.deep.equal(["n", "sum"]);
    expect(await mirrorsIn("let sum = 0, n = 3", loop)).to.deep.equal(["n", "sum"]);
    expect(
      await mirrorsIn("let n = 3; for (var i = 0, s = 0; i < n; i++) { s += i }"),
    ).to.deep.equal(["i", "n", "s"]);
    expect(
      await mirrorsIn("let n = 3", `let sum = 0; try { if (n) { x: ${loop} } } finally {}`),
    ).to.deep.equal(["n", "sum"]);
  });

  it("not for what functions write, in any cell", async () => {
    expect(await mirrorsIn("let sum = 0, n = 3; const f = () => { sum = 1 }", loop)).to.deep.equal([
      "n",
    ]);
    expect(await mirrorsIn(`let sum = 0, n = 3; ${loop}\nclass A { m() { n++ } }`)).to.deep.equal([
      "sum",
    ]);
    expect(await mirrorsIn("let sum = 0, n = 3; function f() { [sum] = [1] }", loop)).to.deep.equal(
      ["n"],
    );
  });

  it("not in functions, for undeclared names, imports, or where there is eval", async () => {
    expect(await mirrorsIn(`let sum = 0, n = 3; const f = () => { ${loop} }`)).to.deep.equal([]);
    expect(
      await mirrorsIn("let s = 0; for (let i = 0; i < 2; i++) { s += typeof zz === 'x' ? zz : 0 }"),
    ).to.deep.equal(["s"]);
    expect(await mirrorsIn("let sum = 0, n = 3; const e = () => eval('n')", loop)).to.deep.equal(
      [],
    );
    expect(
      await mirrorsIn('import { sep } from "node:path"', "for (let i = 0; i < 1; i++) sep"),
    ).to.deep.equal([]);
  });

  it("of variables that do not exist throw when they are read", async () => {
    compiler.reset();
    const notebook = new TestNotebook(compiler);
    await notebook.run("let sum = (() => { throw 1 })(), n = 1").catch(() => {});
    await notebook.run("let m = 0; for (let i = 0; i < m; i++) sum += i");
    const error = await notebook.run("for (let i = 0; i < 1; i++) { m++; sum += i }").then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.name).to.equal("ReferenceError");
    expect(await notebook.run("m")).to.equal(1);
  });
});
