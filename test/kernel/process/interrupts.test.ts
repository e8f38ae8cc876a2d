import { expect } from "chai";
import { Cells, pause } from "./cells.js";

/** Seconds that an interrupt may take. */
const BOUND = 1;

const sleep = "const sleep = (ms) => new Promise((r) => setTimeout(r, ms));";
const lowered = (name: string, body: string) =>
  `const ${name} = () => globalThis[Symbol.for("Intertwine.async")](this, [], function* () { ${body} });`;

describe("Interrupts", function () {
  this.timeout(30_000);
  let cells: Cells;
  before(async () => {
    cells = await new Cells().ready();
  });
  after(() => cells.close());

  const interrupted = async (body: string, allowInput = false) => {
    const run = cells.start(`globalThis.reached = true; ${body}`, { allowInput });
    await pause(150);
    const start = performance.now();
    const done = await cells.interrupt(run);
    const seconds = (performance.now() - start) / 1000;
    expect(done.interrupted).to.equal(true);
    expect(done.failure).to.deep.include({ ename: "KernelInterrupt", evalue: "interrupted" });
    expect(seconds).to.be.below(BOUND);
    return run;
  };
  const value = async (body: string) => {
    const run = cells.start(body);
    const { failure } = await cells.done(run);
    expect(failure, failure?.traceback.join("\n")).to.equal(undefined);
    return (cells.result(run) as Record<string, string> | undefined)?.["text/plain"];
  };

  const bodies: Record<string, string> = {
    "a loop": "for (;;) {}",
    "a loop after an await": "yield null; for (;;) {}",
    "a loop in a called async function": `${sleep}
      ${lowered("work", "yield sleep(10); for (;;) {}")} yield work();`,
    "a loop in a then callback": "yield Promise.resolve().then(() => { for (;;) {} })",
    "a loop of microtasks": "for (;;) yield null",
    "a chain of microtasks": "const spin = () => Promise.resolve().then(spin); yield spin()",
    "a promise that never settles": "yield new Promise(() => {})",
    "a sleep": `${sleep} yield sleep(60_000)`,
    "several async functions": `${sleep} ${lowered("a", "for (;;) yield sleep(10)")}
      ${lowered("b", "yield new Promise(() => {})")} yield Promise.all([a(), b(), a()])`,
    "a loop that catches everything": `${sleep} for (;;) try { yield sleep(20) } catch {}`,
    "a native async loop": `${sleep} yield (async () => { for (;;) await sleep(10) })()`,
    "a native async iteration": `yield (async () => {
      for await (const _ of process.getBuiltinModule("timers/promises").setInterval(10)) globalThis.tick = 1;
    })()`,
    "Atomics.wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
    "a child process": "process.getBuiltinModule('child_process').execSync('sleep 60')",
    "a child process of a shell":
      "process.getBuiltinModule('child_process').execSync('sleep 60; echo x')",
    "a child process that ignores it":
      "process.getBuiltinModule('child_process').execSync('trap \"\" INT; sleep 60; echo x')",
    "a loop of console.log": "for (let i = 0; ; i++) console.log('line', i)",
    "a display method": `yield null; return { [Symbol.for("Jupyter.display")]() { for (;;) {} } }`,
    // (module (func (export "f") (loop (br 0))))
    WebAssembly: `const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11]);
      new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f()`,
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`end ${name}, and the next cell runs`, async () => {
      await interrupted(body);
      expect(await value("return globalThis.reached")).to.equal("true");
    });
  }

  it("end a question to the user, whose answer does not go to the next one", async () => {
    const run = await interrupted("(0, ɵprompt.prompt)('?')", true);
    expect(cells.events).to.deep.include({ type: "input", run, prompt: "?", password: false });
    cells.tell({ type: "input", text: "late" });
    await pause(50);
    const next = cells.start("return (0, ɵprompt.prompt)('again?')", { allowInput: true });
    await cells.when((e) => e.type === "input" && e.run === next);
    cells.tell({ type: "input", text: "in time" });
    await cells.done(next);
    expect(cells.result(next)).to.deep.equal({ "text/plain": "'in time'" });
  });

  it("keep what was assigned", async () => {
    await interrupted("ɵn.n = 0; for (;;) ɵn.n++");
    const first = await value("return ɵn.n");
    expect(Number(first)).to.be.above(0);
    expect(await value("return ɵn.n")).to.equal(first);
  });

  const zombies: Record<string, string> = {
    "async loops": `${sleep} for (;;) { yield sleep(5); globalThis.beats++ }`,
    "loops that catch": `${sleep} for (;;) try { yield sleep(5); globalThis.beats++ } catch {}`,
    "native loops of packages": `${sleep} yield (async () => { for (;;) { await sleep(5); globalThis.beats++ } })()`,
    "loops on timers/promises": `yield (async () => { const t = process.getBuiltinModule("timers/promises");
      for (;;) { await t.setTimeout(5); globalThis.beats++ } })()`,
    "loops on setImmediate": `yield (async () => { for (;;) { await new Promise((r) => setImmediate(r)); globalThis.beats++ } })()`,
    intervals: "setInterval(() => globalThis.beats++, 5); yield new Promise(() => {})",
    "chains of then": `${sleep} const spin = () => sleep(5).then(() => { globalThis.beats++ }).then(spin); yield spin()`,
  };
  for (const [name, body] of Object.entries(zombies)) {
    it(`leave no ${name} behind`, async () => {
      await interrupted(`globalThis.beats = 0; ${body}`);
      await pause(50);
      const beats = Number(await value("return globalThis.beats"));
      expect(beats).to.be.above(0);
      await pause(1000);
      expect(await value("return globalThis.beats")).to.equal(String(beats));
    });
  }

  it("let the cell clean up, inside first, and give up after a while", async () => {
    const run = await interrupted(`${sleep}
      ${lowered("inner", "try { yield sleep(60_000) } finally { console.log('inner'); yield sleep(20); console.log('closed') }")}
      try { yield inner() } catch (error) { console.log(error.name); throw error } finally { console.log('outer') }`);
    expect(cells.text(run)).to.equal("inner\nclosed\nKernelInterrupt\nouter\n");
  });

  it("let packages clean up that await by then, as TypeScript once compiled it", async () => {
    const awaiter = `const awaiter = (create) => new Promise((resolve, reject) => {
      const steps = create();
      const fulfilled = (value) => { try { step(steps.next(value)) } catch (error) { reject(error) } };
      const rejected = (value) => { try { step(steps.throw(value)) } catch (error) { reject(error) } };
      const step = ({ done, value }) =>
        done ? resolve(value) : new Promise((r) => r(value)).then(fulfilled, rejected);
      step(steps.next());
    });`;
    await interrupted(`${awaiter} globalThis.busy = true;
      yield awaiter(function* () {
        try { for (;;) yield new Promise((r) => setImmediate(r)) } finally { globalThis.busy = false }
      })`);
    expect(await value("return globalThis.busy")).to.equal("false");
  });

  it("abort the run's signal, and a cell that heeds it succeeds", async () => {
    const run = cells.start(`${sleep} const signal = ɵkernel.kernel.signal;
      ɵsame.same = signal === globalThis[Symbol.for("Intertwine.interrupt")]();
      yield new Promise((r) => signal.addEventListener("abort", r)); return "stopped"`);
    await pause(100);
    const done = await cells.interrupt(run);
    expect(done.interrupted).to.equal(true);
    expect(await value("return [ɵsame.same, ɵkernel.kernel.signal.aborted]")).to.equal(
      "[ true, false ]",
    );
  });

  it("count as interrupts when the signal makes a function fail", async () => {
    await interrupted(`yield (async () => { await process.getBuiltinModule("timers/promises").setTimeout(
      60_000, 0, { signal: ɵkernel.kernel.signal }) })()`);
  });

  it("end a loop in a timer of an old run, and leave other runs alone", async () => {
    const old = cells.start("setTimeout(() => { for (;;) {} }, 50); setInterval(() => {}, 10)");
    await cells.done(old);
    await pause(150);
    const run = cells.start("return 'alive'");
    await pause(50);
    cells.child.kill("SIGINT");
    expect((await cells.done(run)).failure).to.equal(undefined);
    expect(cells.text(old, "stderr")).to.equal("");
  });

  it("are harmless when nothing runs, however many", async () => {
    for (let i = 0; i < 30; i++) {
      cells.child.kill("SIGINT");
      await pause(2);
    }
    cells.send({ type: "interrupt", run: 12345 });
    cells.tell({ type: "interrupt", run: 12345 });
    expect(await value("return 1")).to.equal("1");
  });

  it("reach the cell although the notebook listens to SIGINT itself", async () => {
    expect(await value("process.on('SIGINT', () => console.log('mine')); return 1")).to.equal("1");
    await interrupted("for (;;) {}");
    expect(await value("process.removeAllListeners('SIGINT'); return 2")).to.equal("2");
    await interrupted("for (;;) {}");
  });
});
