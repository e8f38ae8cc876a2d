/** Interrupts: within a second, with the state kept and nothing left running. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { root } from "../../fixtures/fixture.js";
import { closeAll, KernelClient } from "./client/client.js";
import { type Exchange, printed } from "./client/exchange.js";
import { ProjectFolder } from "./client/folder.js";

describe("interrupting a cell", () => {
  let project: ProjectFolder;
  let client: KernelClient;
  before(async () => {
    project = new ProjectFolder({
      "package.json": '{ "type": "module" }',
      "tsconfig.json": "{}",
      "src/spin.ts": `export async function spin(count: { n: number }): Promise<void> {
        await new Promise((resolve) => setTimeout(resolve, 10));
        for (;;) count.n++;
      }`,
    });
    client = await KernelClient.start({ cwd: project.path });
    await client.text("let n = 0; const count = { n: 0 };");
    await client.text("const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));");
  });
  after(async () => {
    await closeAll();
    project.remove();
  });

  it("does not wait for a compiler that is still loading", async () => {
    const fresh = await KernelClient.start({ cwd: root });
    const running = fresh.execute(`import * as tf from "@tensorflow/tfjs-node"; tf.version.tfjs`);
    await sleep(50);
    const start = performance.now();
    await fresh.interrupt();
    const { reply } = await running;
    expect(performance.now() - start).to.be.below(1000);
    expect(reply.ename).to.equal("KernelInterrupt");
    expect(await fresh.text("1 + 1")).to.equal("2");
    await fresh.close();
  });

  /** Runs the cell for a while, interrupts it, and gives it a second to end. */
  async function interrupted(code: string): Promise<Exchange> {
    const running = client.execute(code);
    await client.seen(({ content }) => content.code === code);
    // What compiles for longer says when it begins.
    if (code.includes("begun")) await client.seen(({ content }) => content.text === "begun\n");
    await sleep(300);
    const start = performance.now();
    await client.interrupt();
    const exchange = await running;
    expect(performance.now() - start).to.be.below(1000);
    expect(exchange.reply, String(exchange.reply.evalue)).to.include({
      status: "error",
      ename: "KernelInterrupt",
    });
    return exchange;
  }

  for (const [what, code] of [
    ["a synchronous loop", "n = 0; while (true) { n++; }"],
    ["a loop with a mirrored counter", "n = 0; for (let i = 0; ; i++) n = i;"],
    ["an asynchronous loop", "n = 0; while (true) { n++; await sleep(1); }"],
    ["a loop after an await", "n = 0; await sleep(1); while (true) { n++; }"],
    [
      "a loop in an async function",
      "n = 0; async function f() { await sleep(1); for (;;) n++; } await f();",
    ],
    [
      "a loop in an async arrow function",
      "n = 0; await (async () => { for (;;) { n++; await sleep(1); } })();",
    ],
    [
      "a loop in a timer's callback",
      "n = 1; setTimeout(() => { for (;;) n++; }, 10); await sleep(60_000);",
    ],
    ["a promise that never settles", "n = 1; await new Promise(() => {});"],
    [
      "branches that run side by side",
      `n = 0; const branch = async () => { for (;;) { n++; await sleep(1); } };
      await Promise.all([branch(), branch(), branch()]);`,
    ],
    [
      "a for await loop",
      `n = 0; async function* numbers() { for (;;) { await sleep(1); yield 1; } }
      for await (const one of numbers()) n += one;`,
    ],
    [
      "a catch that swallows everything",
      "n = 0; for (;;) { try { n++; await sleep(1); } catch {} }",
    ],
    [
      "a wait for an atomic",
      "n = 1; Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    ],
    [
      "a wait for a child process",
      `n = 1; const { execSync } = require("node:child_process"); execSync("sleep 30");`,
    ],
  ]) {
    it(`ends ${what} and leaves nothing running`, async () => {
      await interrupted(code);
      const before = Number(await client.text("n"));
      expect(before).to.be.above(0);
      await sleep(400);
      expect(await client.text("n")).to.equal(String(before));
    });
  }

  it("ends a loop that a local module runs after an await", async () => {
    await interrupted(
      `import { spin } from "./src/spin"; console.log("begun"); await spin(count);`,
    );
    expect(Number(await client.text("count.n"))).to.be.above(0);
  });

  it("ends WebAssembly that is called again and again", async () => {
    // (func (export "f") (result i32) i32.const 1)
    const bytes =
      "0,97,115,109,1,0,0,0,1,5,1,96,0,1,127,3,2,1,0,7,5,1,1,102,0,0,10,6,1,4,0,65,1,11";
    await interrupted(`n = 0; const wasm = new WebAssembly.Instance(
      new WebAssembly.Module(new Uint8Array([${bytes}])));
      for (;;) n += (wasm.exports.f as () => number)();`);
    expect(Number(await client.text("n"))).to.be.above(0);
  });

  it("runs finally blocks", async () => {
    await client.text("const log: string[] = [];");
    await interrupted(`try { await sleep(60_000); } finally { log.push("cleaned"); }`);
    expect(await client.text("log")).to.equal("[ 'cleaned' ]");
  });

  it("keeps what was printed before", async () => {
    const exchange = await interrupted(`console.log("before"); while (true) {}`);
    expect(printed(exchange)).to.equal("before\n");
  });

  it("ends a flood of output", async () => {
    const exchange = await interrupted(`for (let i = 0; ; i++) console.log("flood", i);`);
    expect(printed(exchange)).to.match(/^flood 0\nflood 1\n/);
    expect(await client.text("1")).to.equal("1");
  });

  it("ends a prompt that nobody answers", async () => {
    const code = `prompt("never answered")`;
    client.onInput = () => {
      throw new Error("not asked in this test");
    };
    const running = client.execute(code, { allow_stdin: false });
    expect((await running).reply.status).to.equal("error");
  });

  it("aborts the signal of the run", async () => {
    await client.text("let aborted = false;");
    await interrupted(`kernel.signal.addEventListener("abort", () => { aborted = true; });
      await new Promise(() => {});`);
    expect(await client.text("aborted")).to.equal("true");
  });

  it("does nothing when no cell runs, also by SIGINT", async () => {
    await client.interrupt();
    process.kill(client.pid, "SIGINT");
    await sleep(100);
    expect(await client.text("'unharmed'")).to.equal("'unharmed'");
  });

  it("interrupts by SIGINT as well", async () => {
    const code = "while (true) {} // by signal";
    const running = client.execute(code);
    await client.seen(({ content }) => content.code === code);
    await sleep(200);
    process.kill(client.pid, "SIGINT");
    expect((await running).reply.ename).to.equal("KernelInterrupt");
  });

  it("stops a training of the library", async function () {
    this.timeout(60_000);
    const own = client;
    client = await KernelClient.start({ cwd: `${root}/notebooks` });
    try {
      await client.text(`let n = 0;
        const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));`);
      await interrupted(`import { progress } from "intertwine"; const bar = progress("steps");
        for (let done = 0; ; done++) { bar.update({ done, total: 1e9 }); await sleep(1); }`);
      expect(await client.text("1")).to.equal("1");
    } finally {
      await client.close();
      client = own;
    }
  });
});
