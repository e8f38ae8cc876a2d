/** TypeScript in cells: types across cells, redefinition, and what the language has. */
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";
import { ProjectFolder } from "./client/folder.js";

describe("the language of cells", () => {
  let project: ProjectFolder;
  let client: KernelClient;
  before(async () => {
    project = new ProjectFolder({
      "package.json": '{ "type": "module" }',
      "tsconfig.json": '{ "compilerOptions": { "strict": true, "noImplicitReturns": true } }',
    });
    client = await KernelClient.start({ cwd: project.path });
  });
  after(async () => {
    await closeAll();
    project.remove();
  });

  async function refused(code: string): Promise<string[]> {
    const { reply } = await client.execute(code);
    expect(reply).to.include({ status: "error", ename: "TypeCheckError" });
    return (reply.traceback as string[]).filter((line) => /^cell\[\d+\]:/.test(line));
  }

  it("lists all type errors of a cell at once, each with its place, and runs nothing of it", async () => {
    await client.text("let ran = false");
    const lines = await refused(`ran = true;
const a: string = 1;

const b: number =
  "two";`);
    expect(lines.map((line) => line.replace(/^cell\[\d+\]/, ""))).to.deep.equal([
      ":2:7 TS2322: Type 'number' is not assignable to type 'string'.",
      ":4:7 TS2322: Type 'string' is not assignable to type 'number'.",
    ]);
    expect(await client.text("ran")).to.equal("false");
  });

  it("is strict as the project's tsconfig says", async () => {
    expect((await refused("let n: string = null;"))[0]).to.include("TS2322");
    expect((await refused("function f(x: number) { if (x) return 1; }"))[0]).to.include("TS7030");
  });

  it("remembers the types of earlier cells", async () => {
    await client.text(`class Point { constructor(readonly x: number) {} }
      interface Named { name: string }
      type Pair<T> = [T, T];`);
    expect(
      await client.text("const pair: Pair<Point> = [new Point(1), new Point(2)]; pair[1].x"),
    ).to.equal("2");
    expect((await refused("new Point('1')"))[0]).to.include("TS2345");
    expect((await refused("const n: Named = {}"))[0]).to.include("TS2741");
  });

  it("lets a name be declared again with another type", async () => {
    await client.text("const again = 1");
    await client.text("const again = 'text'");
    expect(await client.text("again.toUpperCase()")).to.equal("'TEXT'");
  });

  it("lets earlier functions see later definitions", async () => {
    await client.text("function helper() { return 1; } function outer() { return helper(); }");
    await client.text("function helper() { return 2; }");
    expect(await client.text("outer()")).to.equal("2");
    await client.text("let level = 1; const read = () => level;");
    await client.text("level = 5;");
    expect(await client.text("read()")).to.equal("5");
  });

  it("awaits at the top level, in loops and in for await", async () => {
    expect(
      await client.text(`let sum = 0;
        for (let i = 0; i < 3; i++) sum += await Promise.resolve(i);
        for await (const value of (async function* () { yield 10; yield 20; })()) sum += value;
        sum`),
    ).to.equal("33");
  });

  it("has enums, decorators, using, generics, private fields and satisfies", async () => {
    const exchange = await client.execute(`
      enum Color { Red = 1, Green }
      function twice(target: () => number, _: ClassMethodDecoratorContext) {
        return function (this: unknown) { return 2 * target.call(this as never); };
      }
      class Box { #value = 21; @twice value() { return this.#value; } }
      { using resource = { [Symbol.dispose]() { console.log("disposed"); } }; console.log("used"); }
      const shape = { kind: "circle" } satisfies { kind: string };
      [Color.Green, new Box().value(), Color[1], shape.kind]`);
    expect(exchange.reply.status, String(exchange.reply.evalue)).to.equal("ok");
    expect(printed(exchange)).to.equal("used\ndisposed\n");
    expect(contents(exchange, "execute_result")[0].data as object).to.deep.equal({
      "text/plain": "[ 2, 42, 'Red', 'circle' ]",
    });
  });

  it("shows the last expression but no declaration and no assignment", async () => {
    expect(await client.text("const silent = 1;")).to.equal("");
    expect(await client.text("let assigned = 0; assigned = 3;")).to.equal("");
    expect(await client.text("assigned;")).to.equal("3");
    expect(await client.text("undefined")).to.equal("");
  });

  it("does not let a notebook's names shadow globals of packages", async () => {
    const code = "const Buffer = 1; const process = 2; const setTimeout = 3; class Map {}";
    await client.text(code);
    expect(await client.text("console.log(Buffer, process, setTimeout); new Map()")).to.equal(
      "1 2 3\nMap {}",
    );
    expect(await client.text("require('node:path').resolve('/a', 'b')")).to.equal("'/a/b'");
  });

  it("checks while it runs in mode warn, not at all in mode off, and refuses again in mode error", async () => {
    await client.text(`kernel.check("warn")`);
    const warned = await client.execute("const w: string = 1; w");
    expect(warned.reply.status).to.equal("ok");
    expect(printed(warned, "stderr")).to.include("TS2322").and.include("const w: string = 1");
    await client.text(`kernel.check("off")`);
    const off = await client.execute("const o: string = 2; o");
    expect(off.reply.status).to.equal("ok");
    expect(printed(off, "stderr")).to.equal("");
    await client.text(`kernel.check("error")`);
    await refused("const e: string = 3;");
  });

  it("says once what is wrong with tsconfig.json", async () => {
    const folder = new ProjectFolder({ "tsconfig.json": '{ "compilerOptions": { "strict": 1 ' });
    const other = await KernelClient.start({ cwd: folder.path });
    expect(printed(await other.execute("1"), "stderr")).to.match(/tsconfig\.json.*TS\d+/);
    expect(printed(await other.execute("1"), "stderr")).to.equal("");
    await other.close();
    folder.remove();
  });

  it("starts in the mode that it is told", async () => {
    const other = await KernelClient.start({ cwd: project.path, args: ["--check", "off"] });
    expect(await other.text("const bad: string = 1; bad")).to.equal("1");
    await other.close();
  });
});
