import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { relativeMeanDistances, trainEnsemble, trainEnsembles } from "../src/ensemble/index.js";
import { AbortedError } from "../src/errors.js";
import { interruptSignal } from "../src/interrupt.js";
import { Matrix } from "../src/numerics/index.js";
import { paperOptions } from "./ensemble/examples.js";

const host = Symbol.for("Intertwine.interrupt");

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

describe("the interruption of a cell", () => {
  let cell: AbortController;
  let folder: string;

  beforeEach(() => {
    cell = new AbortController();
    folder = mkdtempSync(join(tmpdir(), "intertwine-interrupt-"));
    const value = () => cell.signal;
    Object.defineProperty(globalThis, host, { value, configurable: true });
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, host);
    rmSync(folder, { recursive: true, force: true });
  });

  it("is the signal of the cell that runs now, and none outside of our kernel", () => {
    expect(interruptSignal()).to.equal(cell.signal);
    cell = new AbortController();
    expect(interruptSignal()).to.equal(cell.signal);
    Reflect.deleteProperty(globalThis, host);
    expect(interruptSignal()).to.equal(undefined);
  });

  it("stops a training that was given no signal, and what was done is kept", async () => {
    const options = paperOptions("weakly-invariant", { particles: 300 });
    const onProgress = () => cell.abort();
    const error = await failure(trainEnsemble(options, { store: folder, onProgress }));
    expect(error).to.be.instanceOf(AbortedError);
    expect(readdirSync(folder)).to.have.length(1);
  });

  it("stops a fleet and its threads", async () => {
    const options = paperOptions("arbitrary", { particles: 1000 });
    const onProgress = () => cell.abort();
    expect(await failure(trainEnsembles([options], { onProgress, workers: 1 }))).to.be.instanceOf(
      AbortedError,
    );
  });

  it("stops the distances", async () => {
    cell.abort();
    const cloud = Matrix.identity(3);
    expect(await failure(relativeMeanDistances([[cloud, cloud]]))).to.be.instanceOf(AbortedError);
  });

  it("does not stop what has a signal of its own", async () => {
    cell.abort();
    const { signal } = new AbortController();
    const options = paperOptions("arbitrary", { particles: 1, horizon: 0 });
    const run = await trainEnsemble(options, { signal });
    expect(run.settings.particles).to.equal(1);
  });
});
