import { expect } from "chai";
import { Cells, pause } from "./cells.js";

describe("Output of cells", function () {
  this.timeout(30_000);
  let cells: Cells;
  before(async () => {
    cells = await new Cells().ready();
  });
  after(() => cells.close());

  it("arrives whole and in order, 100,000 lines of it", async () => {
    const run = cells.start("for (let i = 0; i < 100_000; i++) console.log(i)");
    await cells.done(run);
    expect(
      cells.text(run) === Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""),
    ).to.equal(true);
  });

  it("stays in order between streams and displays", async () => {
    const run = cells.start(`console.log(1); console.error(2); (0, ɵdisplay.display)("3");
      process.stdout.write("4"); console.log(5); return 6`);
    await cells.done(run);
    const seen = cells.events.flatMap((e) => {
      if (!("run" in e) || e.run !== run) return [];
      if (e.type === "stream") return [`${e.name} ${e.text.trim()}`];
      return e.type === "done" ? ["done"] : [`${e.type}`];
    });
    expect(seen).to.deep.equal([
      "stdout 1",
      "stderr 2",
      "display",
      "stdout 4",
      "stdout 5",
      "result",
      "done",
    ]);
  });

  it("belongs to the run that has started it, also later", async () => {
    const first = cells.start(`setTimeout(() => console.log("timer"), 150);
      Promise.resolve().then(() => setTimeout(() => console.log("promise"), 150));
      (async () => { await null; await new Promise((r) => setTimeout(r, 150)); console.log("native") })();
      globalThis[Symbol.for("Intertwine.async")](null, [], function* () {
        yield new Promise((r) => setTimeout(r, 150)); console.log("async") });
      process.getBuiltinModule("fs").readFile(".", () => setImmediate(() => console.log("callback")));
      setTimeout(() => { throw new Error("thrown late") }, 150);
      setTimeout(() => { Promise.reject(new Error("rejected late")) }, 150);
      const E = process.getBuiltinModule("events"); const e = new E();
      setTimeout(() => e.emit("error", new Error("emitted late")), 150)`);
    await cells.done(first);
    const second = cells.start("yield new Promise((r) => setTimeout(r, 400)); console.log('mine')");
    await cells.done(second);
    expect(cells.text(second)).to.equal("mine\n");
    expect(cells.text(second, "stderr")).to.equal("");
    expect(cells.text(first).split("\n").sort()).to.deep.equal(
      ["", "async", "callback", "native", "promise", "timer"].sort(),
    );
    for (const message of ["thrown late", "rejected late", "emitted late"]) {
      expect(cells.text(first, "stderr")).to.include(`Error: ${message}\n`);
    }
  });

  it("takes what Writable takes", async () => {
    const run = cells.start(`const { stdout } = process;
      const euro = Buffer.from("€"); stdout.write(euro.subarray(0, 1)); stdout.write(euro.subarray(1));
      stdout.write("636166", "hex"); stdout.write(new Uint8Array([10]));
      yield new Promise((r) => stdout.write("called", r));
      yield new Promise((r) => stdout.write("back", "utf8", r));
      stdout.cork(); stdout.write("corked"); yield new Promise((r) => stdout.end("end", r));
      stdout.destroy(); stdout.write(" and on\\n");
      require: { const { Readable, pipeline } = process.getBuiltinModule("stream");
        yield new Promise((r) => Readable.from(["pi", "ped"]).pipe(stdout, { end: false }).on("unpipe", r)) }
      return [stdout.fd, stdout.isTTY, stdout.writable]`);
    const done = await cells.done(run);
    expect(done.failure).to.equal(undefined);
    expect(cells.text(run)).to.equal("€caf\ncalledbackcorkedend and on\npiped");
    expect(cells.result(run)).to.deep.equal({ "text/plain": "[ 1, undefined, true ]" });
    const wrong = await cells.run("process.stdout.write(5)");
    expect(wrong.failure?.evalue).to.match(/^process\.stdout\.write: got number/);
  });

  it("of native code and child processes carries the number of its run", async () => {
    const run = cells.start(`const { spawnSync } = process.getBuiltinModule("child_process");
      spawnSync("sh", ["-c", "echo out; echo err >&2"], { stdio: "inherit" });
      process.getBuiltinModule("fs").writeSync(1, "raw\\n")`);
    await cells.done(run);
    const next = cells.start(`const { spawn } = process.getBuiltinModule("child_process");
      yield new Promise((r) => spawn("sh", ["-c", "echo two"], { stdio: ["ignore", process.stdout, "inherit"] }).on("exit", r))`);
    await cells.done(next);
    await pause(100);
    const of = (number: number) =>
      cells.raw.flatMap(([r, text]) => (r === number ? text.trim().split("\n") : [])).sort();
    expect(of(run)).to.deep.equal(["err", "out", "raw"]);
    expect(of(next)).to.deep.equal(["two"]);
  });

  it("of worker threads comes as well", async () => {
    const run = cells.start(`const { Worker } = process.getBuiltinModule("worker_threads");
      const worker = new Worker("console.log('from a worker')", { eval: true });
      yield new Promise((r) => worker.on("exit", r)); yield new Promise((r) => setTimeout(r, 50))`);
    await cells.done(run);
    expect(cells.text(run)).to.equal("from a worker\n");
  });

  it("has warnings, but not those about the kernel's own means", async () => {
    const run = cells.start("yield ɵimport('node:fs'); process.emitWarning('careful', 'Watch')");
    await cells.done(run);
    await pause(50);
    expect(cells.text(run, "stderr")).to.equal("Watch: careful\n");
  });

  it("of a cell that is interrupted while it floods stays readable", async () => {
    for (let i = 0; i < 5; i++) {
      const run = cells.start(`for (;;) console.log("${"x".repeat(100_000)}")`);
      const { stdio } = cells.child;
      // A kernel that is slow to read, so that the interrupt meets a write.
      (stdio[3] as import("node:stream").Readable).pause();
      setTimeout(() => (stdio[3] as import("node:stream").Readable).resume(), 250);
      await pause(100);
      const done = await cells.interrupt(run);
      expect(done.interrupted).to.equal(true);
      for (const line of cells.text(run).split("\n").slice(0, -1))
        expect(line.length).to.equal(100_000);
    }
    const run = cells.start("return 'readable'");
    await cells.done(run);
    expect(cells.result(run)).to.deep.equal({ "text/plain": "'readable'" });
  });
});
