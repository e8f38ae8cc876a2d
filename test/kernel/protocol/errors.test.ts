/** Errors: where, why, and never the end of the kernel. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { closeAll, KernelClient } from "./client/client.js";
import { contents, printed } from "./client/exchange.js";
import { ProjectFolder } from "./client/folder.js";

describe("errors of cells", () => {
  let project: ProjectFolder;
  let client: KernelClient;
  before(async () => {
    project = new ProjectFolder({
      "package.json": '{ "type": "module" }',
      "tsconfig.json": "{}",
      "notebooks/.keep": "",
      "src/deep.ts": `
// Types and blank lines above, so that the generated line is another.
interface Unused { a: number }

export function deep(value: unknown): never {
  throw new TypeError("deep: got " + value);
}
`,
    });
    client = await KernelClient.start({ cwd: join(project.path, "notebooks") });
  });
  after(async () => {
    await closeAll();
    project.remove();
  });

  async function traceback(code: string): Promise<{ lines: string[]; text: string }> {
    const { reply } = await client.execute(code);
    expect(reply.status).to.equal("error");
    const lines = reply.traceback as string[];
    return { lines, text: lines.join("\n") };
  }

  it("point to the line in the cell and in src, and show no frame of the kernel's own", async () => {
    const { text } = await traceback(`import { deep } from "../src/deep";
type Alias = string;

function middle(value: number): void {
  deep(value);
}
middle(3);`);
    expect(text).to.include("TypeError: deep: got 3");
    expect(text).to.match(/deep .*src\/deep\.ts:6:9/);
    expect(text).to.match(/middle .*cell\[\d+\]:5:3/);
    expect(text).to.match(/cell\[\d+\]:7:1/);
    expect(text).not.to.match(/node:internal|node:vm|dist\/src\/kernel|\?v=|ɵ/);
  });

  it("point to the right line after an await", async () => {
    const { text } = await traceback(`const wait = () => new Promise((r) => setTimeout(r, 5));
async function later() {
  await wait();
  throw new Error("after the await");
}
await later();`);
    expect(text).to.match(/cell\[\d+\]:4:9/);
  });

  it("name functions as the user does", async () => {
    const { text } = await traceback("const notAFunction: any = 3; notAFunction();");
    expect(text).to.include("TypeError: notAFunction is not a function");
  });

  it("show causes and the errors of an AggregateError", async () => {
    const { text } = await traceback(
      `throw new Error("outer", { cause: new RangeError("inner") })`,
    );
    expect(text).to.include("Error: outer").and.include("RangeError: inner");
    const all = await traceback(
      `throw new AggregateError([new Error("one"), new Error("two")], "both")`,
    );
    expect(all.text).to.include("both").and.include("Error: one").and.include("Error: two");
  });

  for (const [thrown, evalue] of [
    ["42", "42"],
    ["null", "null"],
    ["undefined", "undefined"],
    ["'text'", "text"],
    ["{ code: 7 }", "{ code: 7 }"],
    ["new Proxy({}, { get() { throw new Error('trap'); } })", ""],
  ]) {
    it(`show what is thrown even when it is ${thrown}`, async () => {
      const { reply } = await client.execute(`throw ${thrown}`);
      expect(reply.status).to.equal("error");
      expect(reply.evalue).to.include(evalue);
    });
  }

  it("report an unhandled rejection and a late exception in their cell, and live on", async () => {
    const rejected = await client.execute(`void Promise.reject(new Error("nobody waits"));`);
    await sleep(100);
    expect(printed(rejected, "stderr")).to.include("nobody waits");
    const late = await client.execute(`setTimeout(() => { throw new Error("too late"); }, 50);`);
    expect(late.reply.status).to.equal("ok");
    await sleep(300);
    expect(printed(late, "stderr")).to.include("too late");
    expect(await client.text("'alive'")).to.equal("'alive'");
  });

  it("stop what is queued behind, unless the front end says otherwise", async () => {
    const stopped = await Promise.all([
      client.execute(`throw new Error("stop")`),
      client.execute(`console.log("not reached")`),
      client.execute(`console.log("not reached either")`),
    ]);
    expect(stopped.map(({ reply }) => reply.status)).to.deep.equal(["error", "aborted", "aborted"]);
    expect(contents(stopped[1], "stream")).to.deep.equal([]);
    const going = await Promise.all([
      client.execute(`throw new Error("go on")`, { stop_on_error: false }),
      client.execute(`console.log("reached")`),
    ]);
    expect(printed(going[1])).to.equal("reached\n");
  });

  it("run a cell that is sent right after an error", async () => {
    await client.execute(`throw new Error("first")`);
    expect(await client.text("'second'")).to.equal("'second'");
  });

  it("answer deep recursion with a RangeError", async () => {
    const { text, lines } = await traceback(
      "function f(n: number): number { return f(n + 1); }\nf(0)",
    );
    expect(text).to.include("RangeError: Maximum call stack size exceeded");
    expect(lines.length).to.be.below(40);
  });

  it("evaluate user expressions, each by itself", async () => {
    const { reply } = await client.execute("const five = 5", {
      user_expressions: { good: "five * 2", bad: "five.x.y" },
    });
    const { good, bad } = reply.user_expressions as Record<string, Record<string, unknown>>;
    expect(good).to.deep.include({ status: "ok", data: { "text/plain": "10" } });
    expect(bad.status).to.equal("error");
  });
});
