import { SourceMap } from "node:module";
import vm from "node:vm";
import { expect } from "chai";
import { ASYNC_DRIVER, lowerTypeScript } from "../../../src/kernel/compiler/index.js";
import { TestNotebook } from "./executor.js";

const sourcefile = "m.ts";

describe("lowering", () => {
  it("runs without a driver as well as with one", async () => {
    const { code } = await lowerTypeScript(
      "globalThis.result = (async (a: number) => { for await (const x of [a]) a += await x; return a })(2)",
      { sourcefile },
    );
    expect(code)
      .to.contain(ASYNC_DRIVER)
      .and.not.to.match(/async \(a|await x/);
    const context = vm.createContext({ result: undefined });
    vm.runInContext(code, context);
    expect(await context.result).to.equal(4);
  });

  it("hands every continuation to the driver, those of async generators too", async () => {
    const notebook = new TestNotebook();
    const cell = `async function* g() { for (let i = 0; i < 5; i++) { await null; yield i } }
let s = 0; for await (const x of g()) s += x; s`;
    expect(await notebook.run(cell)).to.equal(10);
    // 5 awaits and 5 yields of the generator, 6 requests by the loop.
    expect(notebook.steps).to.be.at.least(16);
    await notebook.compiler.close();
  });

  it("lets generators that fail and are closed do so", async () => {
    const notebook = new TestNotebook();
    const cell = `const seen: unknown[] = []
async function* g() { try { yield 1; await Promise.reject(2) } catch (e) { yield e; throw 3 } finally { seen.push("end") } }
try { for await (const x of g()) seen.push(x) } catch (e) { seen.push(e) }
for await (const x of g()) { seen.push(x); break }
const it = g(); await it.next(); seen.push(await it.throw(4).then((r) => r.value)); seen`;
    expect(await notebook.run(cell)).to.deep.equal([1, 2, "end", 3, 1, "end", 4]);
    await notebook.compiler.close();
  });

  it("answers requests of a generator in their order", async () => {
    const notebook = new TestNotebook();
    const cell = `async function* g() { for (let i = 0; ; i++) { await null; yield i } }
const it = g(); (await Promise.all([it.next(), it.next(), it.return(9), it.next()])).map((r) => r.value)`;
    expect(await notebook.run(cell)).to.deep.equal([0, 1, 9, undefined]);
    await notebook.compiler.close();
  });

  it("keeps awaits at the top of a module", async () => {
    const text = `import { x } from "x";
const y: number = (await x).y + -await x;
export async function f() { await y }`;
    const { code, map } = await lowerTypeScript(text, { sourcefile });
    expect(code).to.match(/\(await\s+x\)\.y \+ -await\s+x/);
    expect(code).to.contain('import { x } from "x"').and.not.to.contain("async function");
    const lines = code.split("\n");
    const line = lines.findIndex((each) => each.includes(").y"));
    const entry = new SourceMap(JSON.parse(map)).findEntry(line, lines[line].indexOf("-await"));
    expect(entry).to.include({ originalLine: 1, originalColumn: 33 });
    expect(JSON.parse(map).sourcesContent).to.deep.equal([text]);
  });

  it("gives up lowering for waiting loops at the top of a module", async () => {
    const { code } = await lowerTypeScript(
      "for await (const x of y) await x;\nasync () => await 1",
      {
        sourcefile,
      },
    );
    expect(code).to.contain("for await").and.to.contain("async () =>");
  });

  it("knows both kinds of decorators", async () => {
    const text = "@d class A {}";
    const legacy = { compilerOptions: { experimentalDecorators: true } };
    const standard = await lowerTypeScript(text, { sourcefile });
    const older = await lowerTypeScript(text, { sourcefile, tsconfigRaw: legacy });
    expect(standard.code).to.contain("__decorateElement");
    expect(older.code).to.contain("__decorateClass");
  });

  it("rejects with the places of all errors", async () => {
    const failure = await lowerTypeScript("break\ncontinue", { sourcefile }).then(
      () => undefined,
      (reason) => reason,
    );
    expect(
      failure.errors.map(({ location }: { location: { line: number } }) => location.line),
    ).to.deep.equal([1, 2]);
  });
});
