import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type CellCompiler, createCellCompiler } from "../../../src/kernel/compiler/index.js";
import { Cells, pause } from "./cells.js";

describe("Cells from the compiler", function () {
  this.timeout(30_000);
  let cells: Cells;
  let compiler: CellCompiler;
  before(async () => {
    cells = await new Cells().ready();
    compiler = createCellCompiler({ cwd: cells.folder });
  });
  after(async () => {
    await compiler.close();
    await cells.close();
  });

  let count = 0;
  const start = async (code: string) => {
    const id = ++count;
    const cell = { id, label: `cell[${id}]`, code };
    const compiled = await compiler.compile(cell);
    if ("errors" in compiled) throw new Error(JSON.stringify(compiled.errors));
    compiler.commit(cell);
    const { script } = compiled;
    return cells.startScript(script.code, { map: script.map, names: script.names });
  };
  const run = async (code: string) => {
    const number = await start(code);
    const done = await cells.done(number);
    const result = cells.result(number) as Record<string, string> | undefined;
    return { ...done, text: result?.["text/plain"] };
  };

  it("declare, use and redefine", async () => {
    const outer = "const a: number = 2;\nfunction twice(x: number) { return helper(x) * a }";
    expect((await run(outer)).failure).to.equal(undefined);
    await run("function helper(x: number) { return x + 1 }");
    expect((await run("twice(4)")).text).to.equal("10");
    await run("const helper = (x: number) => x");
    expect((await run("twice(4)")).text).to.equal("8");
  });

  it("import local TypeScript as it is at that moment", async () => {
    const file = join(cells.folder, "local.ts");
    writeFileSync(file, "export const version: number = 1;");
    expect((await run("import { version } from './local';\nversion")).text).to.equal("1");
    writeFileSync(file, "export const version: number = 22;");
    expect((await run("import { version } from './local';\nversion")).text).to.equal("22");
  });

  it("fail in their own lines, in async functions as well", async () => {
    await run("async function deep(x?: { y: number }) {\n  await null;\n  return x!.y;\n}");
    const { failure } = await run("\nawait deep();");
    const text = failure!.traceback.join("\n");
    expect(text).to.match(/^cell\[\d+\]:3\n {2}return x!\.y;\n {12}\^\n/);
    expect(text).to.not.match(/ɵ|node:|intertwine:|runAsync/);
  });

  it("name in a frame the async function that was called", async () => {
    const { failure } = await run(
      "async function direct() {\n  throw new Error('here');\n}\nawait direct();",
    );
    const frames = failure!.traceback.filter((line) => line.startsWith("    at "));
    expect(frames[0]).to.match(/^ {4}at direct \(cell\[\d+\]:2:9\)$/);
    expect(frames[1]).to.match(/cell\[\d+\]:4:7/);
    expect(frames.length).to.equal(2);
  });

  it("speak of variables in messages", async () => {
    await run("let one: any = 1; let obj: any = {};");
    expect((await run("one()")).failure?.evalue).to.equal("one is not a function");
    expect((await run("obj.no.way()")).failure?.evalue).to.match(/reading 'way'/);
    expect((await run("obj.no()")).failure?.evalue).to.equal("obj.no is not a function");
    expect((await run("new one()")).failure?.evalue).to.equal("one is not a constructor");
    expect((await run("undeclared + 1")).failure?.evalue).to.equal("undeclared is not defined");
  });

  for (const [name, code] of [
    ["a loop", "let i = 0; while (true) i++;"],
    ["an async loop", "while (true) await new Promise((r) => setTimeout(r, 10));"],
    [
      "an async generator",
      "async function* g() { let i = 0; while (true) { await null; yield i++ } }\nfor await (const _ of g());",
    ],
    [
      "a loop in an async generator",
      "async function* h() { await null; while (true); }\nfor await (const _ of h());",
    ],
  ]) {
    it(`end ${name} when they are interrupted`, async () => {
      const number = await start(code);
      await pause(150);
      const begun = performance.now();
      expect((await cells.interrupt(number)).failure?.ename).to.equal("KernelInterrupt");
      expect(performance.now() - begun).to.be.below(1000);
      expect((await run("1 + 1")).text).to.equal("2");
    });
  }
});
