import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect } from "chai";
import { LanguageLost } from "../../../src/kernel/language/errors.js";
import type { CellSource, Language } from "../../../src/kernel/language/language.js";
import { startLanguage } from "../../../src/kernel/language/worker-language.js";

/** One expression whose type takes the checker far longer than anyone would wait: unions of rows. */
const row = (r: number) =>
  `[${Array.from({ length: 900 }, (_, column) => `{ a${r}_${column}: { b: 1 } }`)}]`;
const endless = `const wide = [${Array.from({ length: 40 }, (_, r) => row(r))}];`;

describe("the language in its thread", () => {
  let language: Language;
  let cwd: string;
  let count = 0;
  before(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), "kernel-language-")));
    language = startLanguage({ cwd });
  });
  beforeEach(() => language.reset());
  after(async () => {
    await language.close();
    rmSync(cwd, { recursive: true });
  });

  const cell = (code: string): CellSource => ({ id: ++count, label: `cell[${count}]`, code });
  const run = async (code: string) => {
    const source = cell(code);
    const [diagnostics, compiled] = await Promise.all([
      language.check(source),
      language.compile(source),
    ]);
    await language.commit(source);
    return { diagnostics, compiled };
  };
  const codes = async (code: string) => (await run(code)).diagnostics.map((found) => found.code);
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: Error) => error,
    );

  it("compiles, checks and commits cells, answers about them, and forgets them", async () => {
    const { diagnostics, compiled } = await run("const answer = 42; let other: string = 1;");
    expect(diagnostics.map((found) => found.code)).to.deep.equal(["TS2322"]);
    expect(compiled).to.have.property("script").with.property("names").that.includes("answer");
    expect((await language.complete("answ", 4)).entries.map(({ name }) => name)).to.deep.equal([
      "answer",
    ]);
    expect((await language.inspect("answer", 2))?.signature).to.equal("const answer: 42");
    expect((await language.isComplete("if (answer) {")).status).to.equal("incomplete");
    expect((await language.isComplete("answer")).status).to.equal("complete");
    expect(await language.compile(cell("const = 1"))).to.have.property("errors").that.is.not.empty;
    await language.reset();
    expect(await codes("answer")).to.deep.equal(["TS2304"]);
  });

  it("answers requests in their order, however many are sent at once", async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const first = cell("const order = 1;");
    await Promise.all([
      language.check(first).then(note("check")),
      language.commit(first).then(note("commit")),
      language.complete("orde", 4).then(({ entries }) => order.push(entries[0].name)),
      language.check(cell("order.missing")).then((found) => order.push(found[0].code)),
      language.reset().then(note("reset")),
      language.check(cell("order")).then((found) => order.push(found[0].code)),
    ]);
    expect(order).to.deep.equal(["check", "commit", "order", "TS2339", "reset", "TS2304"]);
  });

  it("cancels what is under way, and only that", async () => {
    await run("const kept = 1;");
    const check = failure(language.check(cell("kept.missing")));
    const completion = language.complete("kept", 4);
    const inspection = language.inspect("kept", 2);
    const compiled = language.compile(cell("kept"));
    language.cancel();
    expect(await check).to.have.property("name", "AbortError");
    expect(await completion).to.deep.equal({ start: 4, end: 4, entries: [] });
    expect(await inspection).to.equal(undefined);
    expect(await compiled).to.have.property("script");
    language.cancel();
    expect(await codes("kept.missing")).to.deep.equal(["TS2339"]);
  });

  it("leaves a check that never ends, with all cells kept", async () => {
    await run("const before = 1;");
    const check = failure(language.check(cell(endless)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    language.cancel();
    expect(await check).to.have.property("name", "AbortError");
    expect(await codes("before.missing")).to.deep.equal(["TS2339"]);
    expect((await run("before + 1")).compiled).to.have.property("script");
  });

  it("outlives the loss of its worker, with all cells kept", async () => {
    await run("const survivor = 'yes'; function again() { return survivor; }");
    await run("const survivor = 2;");
    const worker = workerOf(language);
    const pending = failure(language.check(cell("survivor")));
    const committed = language.commit(cell("const late = true;"));
    await worker.terminate();
    const error = await pending;
    expect(error).to.be.instanceOf(LanguageLost);
    expect(error?.message).to.match(/thread has ended.*run the cell again/);
    await committed;
    expect(await codes("survivor.toFixed(); again().length; late.valueOf()")).to.deep.equal([]);
    expect(await codes("survivor.length")).to.deep.equal(["TS2339"]);
  });

  it("refuses everything once it is closed", async () => {
    const other = startLanguage({ cwd });
    const open = failure(other.check(cell("1")));
    await other.close();
    expect(await open).to.be.instanceOf(LanguageLost);
    expect(await failure(other.check(cell("1")))).to.be.instanceOf(LanguageLost);
    await other.close();
  });
});

/** The thread behind a language, which only a test may take hold of. */
function workerOf(language: Language): Worker {
  const found = (language as unknown as { worker?: unknown }).worker;
  expect(found).to.be.instanceOf(Worker);
  return found as Worker;
}
