import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Cells, pause } from "./cells.js";

describe("Runs of cells", () => {
  let cells: Cells;
  before(async () => {
    cells = await new Cells().ready();
  });
  after(() => cells.close());

  const text = async (body: string) => {
    const run = cells.start(body);
    const { failure } = await cells.done(run);
    expect(failure, failure?.traceback.join("\n")).to.equal(undefined);
    return (cells.result(run) as Record<string, string> | undefined)?.["text/plain"];
  };

  it("show the value as Node does", async () => {
    expect(await text("return 1 + 1")).to.equal("2");
    expect(await text("return 'text'")).to.equal("'text'");
    expect(await text("return {a: [1, 2]}")).to.equal("{ a: [ 1, 2 ] }");
    expect(await text("return null")).to.equal("null");
    expect(await text("return undefined")).to.equal(undefined);
    expect(await text("return Object.create(null)")).to.equal("[Object: null prototype] {}");
  });

  it("keep variables from cell to cell, and see later redefinitions", async () => {
    await text("ɵf.f = () => 1; ɵg.g = () => (0, ɵf.f)() + 1");
    await text("ɵf.f = () => 10");
    expect(await text("return (0, ɵg.g)()")).to.equal("11");
  });

  it("say when a name is not defined, unless it is a global one", async () => {
    const { failure } = await cells.run("return ɵnowhere.nowhere");
    expect(failure).to.deep.include({
      ename: "ReferenceError",
      evalue: "nowhere is not defined",
    });
    expect(await text("globalThis.later = 5; return ɵlater.later")).to.equal("5");
    expect(await text("ɵlater.later = 6; return [globalThis.later, ɵlater.later]")).to.equal(
      "[ 5, 6 ]",
    );
  });

  it("have boxes with names that objects use themselves", async () => {
    expect(await text("ɵ__proto__.__proto__ = 3; return ɵ__proto__.__proto__")).to.equal("3");
    expect(await text("ɵconstructor.constructor = 4; return ɵconstructor.constructor")).to.equal(
      "4",
    );
    expect(await text("ɵmeta.meta = 1; ɵbox.box = 2; return ɵmeta.meta + ɵbox.box")).to.equal("3");
  });

  it("end with the rejection of a script that has no async function", async () => {
    const run = cells.startScript("(() => 7)");
    await cells.done(run);
    expect(cells.result(run)).to.deep.equal({ "text/plain": "7" });
    const failed = await cells.done(cells.startScript("] syntax"));
    expect(failed.failure?.ename).to.equal("SyntaxError");
  });

  it("import from the notebook's folder, wherever the process has gone", async () => {
    writeFileSync(join(cells.folder, "near.mjs"), "export const near = 'here';");
    writeFileSync(join(cells.folder, "near.cjs"), "exports.near = __dirname;");
    await text("process.chdir('/')");
    expect(await text("return (yield ɵimport('./near.mjs')).near")).to.equal("'here'");
    expect(await text("return ɵrequire.require('./near.cjs').near")).to.equal(`'${cells.folder}'`);
    expect(await text("return ɵimport.meta.dirname")).to.equal(`'${cells.folder}'`);
    expect(await text("return ɵimport.meta.resolve('./a.ts')")).to.match(/^'file:.*\/a\.ts'$/);
    expect(await text("return ɵimport.meta.resolve('fs')")).to.equal("'node:fs'");
  });

  it("give bundles: methods of values, promises, bytes, metadata", async () => {
    const run = cells.start(`return {
      [Symbol.for("Jupyter.display")]: async () => ({
        "text/html": "<b>x</b>", "image/png": new Uint8Array([1, 2, 3]),
        "application/json": { n: NaN, u: undefined } }),
      [Symbol.for("Intertwine.displayMetadata")]: { isolated: true } }`);
    await cells.done(run);
    const event = cells.events.find((e) => e.type === "result" && e.run === run);
    expect(event).to.deep.include({
      data: { "text/html": "<b>x</b>", "image/png": "AQID", "application/json": { n: null } },
      metadata: { isolated: true },
    });
  });

  it("fail, and go on, when a value cannot be shown", async () => {
    const thrown = await cells.run(
      `return { [Symbol.for("Jupyter.display")]() { throw new Error("no picture") } }`,
    );
    expect(thrown.failure?.evalue).to.equal("no picture");
    const wrong = await cells.run(`return { [Symbol.for("Jupyter.display")]: () => 5 }`);
    expect(wrong.failure?.evalue).to.match(/expected an object from media type/);
    expect(
      await text(
        "return { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('x') } }",
      ),
    ).to.equal("[a value that cannot be shown: Error: x]");
    expect(await text("return new Proxy({}, { get(_, k) { if (k !== 'then') throw 1 } })")).to.be.a(
      "string",
    );
    const size = (await text(
      "return { a: 'x'.repeat(9999).split('').map(() => 'y'.repeat(9999)) }",
    ))!;
    expect(size.length).to.be.below(1_100_000);
  });

  it("display texts as they are, and change what is displayed", async () => {
    const run = cells.start(`ɵh.h = (0, ɵdisplay.display)("a 'text'", { id: "h" }); ɵh.h.update(2);
      (0, ɵdisplay.display)("named", { id: "me" }); (0, ɵdisplay.display)(3, { id: "me", update: true });
      globalThis[Symbol.for("Intertwine.display")]({ "text/plain": "raw" }, { id: "r", metadata: { m: 1 } });
      (0, ɵclearOutput.clearOutput)(true)`);
    await cells.done(run);
    const shown = cells.events.flatMap((e) =>
      e.type === "display" && e.run === run ? [[e.data["text/plain"], e.id, e.update]] : [],
    );
    expect(shown).to.deep.equal([
      ["a 'text'", "h", false],
      ["2", "h", true],
      ["named", "me", false],
      ["3", "me", true],
      ["raw", "r", false],
    ]);
    expect(cells.events).to.deep.include({ type: "clear", run, wait: true });
  });

  it("refuse to end the process", async () => {
    const { failure } = await cells.run("process.exit(3)");
    expect(failure?.evalue).to.match(/^process\.exit\(\) would end/);
  });

  it("stand a notebook that replaces the platform's functions", async () => {
    const own = await new Cells().ready();
    await own.run(`globalThis.Promise = null; globalThis.setTimeout = null; JSON.parse = null;
      JSON.stringify = null; globalThis.performance = null; console.log = () => {}; Reflect.apply = null;
      globalThis.Symbol.prototype.x = 1; globalThis.setImmediate = null; globalThis.process = null`);
    const run = own.start("yield 1; return 5");
    expect((await own.done(run)).failure).to.equal(undefined);
    expect(own.result(run)).to.deep.equal({ "text/plain": "5" });
    const stuck = own.start("for (;;) {}");
    await pause(100);
    expect((await own.interrupt(stuck)).interrupted).to.equal(true);
    await own.close();
  });

  it("know their time and memory", async () => {
    const slow = await cells.run(
      "ɵx.x = new Uint8Array(3e8).fill(1).length; yield new Promise((r) => setTimeout(r, 50))",
    );
    expect(slow.seconds).to.be.within(0.049, 10);
    expect(slow.peakMemory).to.be.above(3e8);
  });

  it("answer comms, and open them", async () => {
    const run = cells.start(`ɵkernel.kernel.onComm("echo", (comm, open) => {
      comm.onMessage((message) => comm.send({ got: message.data }, { buffers: message.buffers }));
      comm.onClose(() => console.log("closed"));
      comm.send(open.data) });
      ɵc.c = ɵkernel.kernel.openComm("widget", { data: { a: 1 }, id: "mine" });
      ɵc.c.close(); return ɵkernel.kernel.comms.size`);
    await cells.done(run);
    expect(cells.result(run)).to.deep.equal({ "text/plain": "0" });
    const comm = { comm: "c1", metadata: {}, buffers: [] };
    const send = (number: number, message: object) =>
      cells.send({ type: "comm", run: number, message: { ...comm, ...message } as never });
    send(1001, { kind: "open", target: "echo", data: "hello" });
    send(1002, { kind: "message", data: 5, buffers: [new Uint8Array([9])] });
    send(1003, { kind: "close", data: {} });
    send(1004, { kind: "open", target: "nobody", data: {} });
    await cells.done(1004);
    const heard = cells.events.flatMap((e) =>
      e.type === "comm" ? [[e.run, e.message.kind, e.message.comm, e.message.data]] : [],
    );
    expect(heard).to.deep.equal([
      [run, "open", "mine", { a: 1 }],
      [run, "close", "mine", {}],
      [1001, "message", "c1", "hello"],
      [1002, "message", "c1", { got: 5 }],
      [1004, "close", "c1", {}],
    ]);
    expect(cells.text(1003)).to.equal("closed\n");
  });

  it("tell the kernel how to check", async () => {
    await text("ɵkernel.kernel.check('warn')");
    expect(cells.events).to.deep.include({ type: "check", mode: "warn" });
    const { failure } = await cells.run("ɵkernel.kernel.check('loud')");
    expect(failure?.evalue).to.match(/got "loud"/);
  });

  it("ask the user", async () => {
    const refused = await cells.run("return (0, ɵprompt.prompt)('?')");
    expect(refused.failure?.evalue).to.match(/nobody to ask/);
    const run = cells.start(
      "return (0, ɵprompt.prompt)('name?') + (0, ɵprompt.prompt)('word?', { password: true })",
      { allowInput: true },
    );
    for (const [prompt, password] of [
      ["name?", false],
      ["word?", true],
    ] as const) {
      await cells.when((e) => e.type === "input" && e.prompt === prompt);
      expect(cells.events).to.deep.include({ type: "input", run, prompt, password });
      cells.tell({ type: "input", text: `<${prompt} €>` });
    }
    await cells.done(run);
    expect(cells.result(run)).to.deep.equal({ "text/plain": "'<name? €><word? €>'" });
    const nobody = cells.start("return (0, ɵprompt.prompt)('x')", { allowInput: true });
    await cells.when((e) => e.type === "input" && e.run === nobody);
    cells.tell({ type: "input", text: null });
    expect((await cells.done(nobody)).failure?.evalue).to.match(/nobody to ask/);
  });

  it("are answered although the notebook has replaced what JavaScript offers", async () => {
    const patched = await new Cells().ready();
    try {
      for (const name of ["Promise.prototype.then", "JSON.stringify", "String.prototype.replace"]) {
        await patched.run(`${name} = () => { throw new Error("replaced") }`);
        const run = patched.start("return [1, 2]");
        expect((await patched.done(run)).failure, name).to.equal(undefined);
        expect(patched.result(run)).to.deep.include({ "text/plain": "[ 1, 2 ]" });
      }
      await patched.run("Map.prototype.set = () => { throw new Error('replaced') }");
      const { failure } = await patched.run("return 1");
      expect(failure?.ename).to.equal("ProcessFailed");
      expect(failure?.evalue).to.include("replaced");
    } finally {
      await patched.close();
    }
  });
});
