import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import {
  type EnsembleRun,
  EnsembleTrainer,
  SCHEMES,
  storePath,
  trainEnsemble,
  trainEnsembles,
} from "../../../src/ensemble/index.js";
import { AbortedError, DataError } from "../../../src/errors.js";
import { paperOptions } from "../examples.js";

/** Everything of a run that must be the same to the bit. */
function bits(run: EnsembleRun): unknown {
  return [
    Array.from(run.particles.data),
    run.snapshots.map(({ step, loss, particles }) => [step, loss, Array.from(particles.data)]),
  ];
}

describe("saved and continued runs", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intertwine-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const scheme of SCHEMES) {
    it(`${scheme}: a save at any step continues to the same bits`, async () => {
      const options = paperOptions("arbitrary", { scheme, particles: 6 });
      const whole = bits(await trainEnsemble(options));
      const path = join(folder, "state");
      for (const stop of [0, 1, 23, 24, 119, 120]) {
        const first = new EnsembleTrainer(options);
        first.advance(stop);
        first.save(path);
        const second = EnsembleTrainer.resume(options, path);
        expect(second.step).to.equal(stop);
        second.advance(Number.POSITIVE_INFINITY);
        expect(bits(second.result(0)), `stopped at ${stop}`).to.deep.equal(whole);
      }
    });
  }

  it("a run of fewer steps than snapshots comes back as it was, losses of no step included", async () => {
    const options = paperOptions("arbitrary", { particles: 1, horizon: 2 });
    const first = await trainEnsemble(options, { store: folder });
    expect(first.snapshots).to.have.length(5);
    expect(bits(await trainEnsemble(options, { store: folder }))).to.deep.equal(bits(first));
  });

  it("a process killed outright leaves a state that continues to the same bits", async () => {
    const options = paperOptions("weakly-invariant", { particles: 400, seed: 9 });
    const program = fileURLToPath(new URL("./killed-run.js", import.meta.url));
    const child = spawn(process.execPath, [program, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    // The child prints a line after its third save and then goes on training.
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const path = storePath(folder, options);
    const found = EnsembleTrainer.resume(options, path);
    expect(found.step).to.be.above(0);
    expect(found.finished).to.equal(false);
    const continued = await trainEnsemble(options, { store: folder });
    expect(bits(continued)).to.deep.equal(bits(await trainEnsemble(options)));
  });

  it("an aborted run keeps what was done and says so", async () => {
    const options = paperOptions("weakly-invariant", { particles: 300 });
    const controller = new AbortController();
    const run = trainEnsemble(options, {
      store: folder,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    const error = await run.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(AbortedError);
    expect((error as Error).message).to.match(/stopped at step \d+ of 6000/);
    expect(readdirSync(folder)).to.have.length(1);
    const continued = await trainEnsemble(options, { store: folder });
    expect(bits(continued)).to.deep.equal(bits(await trainEnsemble(options)));
  });

  it("a finished run is found again, and another seed is another file", async () => {
    const options = paperOptions("weakly-invariant");
    const first = await trainEnsemble(options, { store: folder });
    const second = await trainEnsemble(options, { store: folder });
    expect(bits(second)).to.deep.equal(bits(first));
    expect(first.seconds).to.be.above(0);
    expect(second.seconds).to.equal(0);
    await trainEnsemble({ ...options, seed: 2 }, { store: folder });
    expect(readdirSync(folder)).to.have.length(2);
  });

  it("truncated, altered and foreign files are refused by name", async () => {
    const options = paperOptions("weakly-invariant");
    await trainEnsemble(options, { store: folder });
    const path = storePath(folder, options);
    const good = readFileSync(path);
    for (const length of [0, 10, 100, good.length - 1]) {
      writeFileSync(path, good.subarray(0, length));
      expect(() => EnsembleTrainer.resume(options, path), `${length} bytes`).to.throw(
        DataError,
        path,
      );
    }
    for (const at of [5, 60, 400, good.length - 3]) {
      const altered = Buffer.from(good);
      altered[at] ^= 1;
      writeFileSync(path, altered);
      expect(() => EnsembleTrainer.resume(options, path), `byte ${at}`).to.throw(
        DataError,
        "altered",
      );
    }
    writeFileSync(path, good);
    expect(() => EnsembleTrainer.resume({ ...options, seed: 5 }, path)).to.throw(
      DataError,
      "other settings",
    );
    expect(() => EnsembleTrainer.resume(options, join(folder, "none"))).to.throw(
      DataError,
      "cannot be read",
    );
  });

  it("gives the same bits for any number of workers", async () => {
    const runs = SCHEMES.flatMap((scheme) =>
      [3, 20].map((particles) => paperOptions("arbitrary", { scheme, particles })),
    );
    const one = await trainEnsembles(runs, { workers: 1 });
    const three = await trainEnsembles(runs, { workers: 3 });
    const here = await Promise.all(runs.map((options) => trainEnsemble(options)));
    expect(three.map(bits)).to.deep.equal(one.map(bits));
    expect(here.map(bits)).to.deep.equal(one.map(bits));
  });

  it("reports progress that ends at 1 and stops all workers on abort", async () => {
    const runs = [1, 2, 3, 4].map((seed) => paperOptions("arbitrary", { particles: 2000, seed }));
    const controller = new AbortController();
    const reason = await trainEnsembles(runs, {
      signal: controller.signal,
      store: folder,
      onProgress: ({ fraction }) => {
        if (fraction > 0) controller.abort();
      },
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(reason).to.be.instanceOf(Error);
    expect((reason as Error).name).to.equal("AbortedError");
    const small = [1, 2].map((seed) => paperOptions("arbitrary", { seed }));
    let last = 0;
    await trainEnsembles(small, {
      onProgress: ({ fraction, done, total }) => {
        expect(fraction).to.be.at.least(last);
        expect(total).to.equal(2);
        expect(done).to.be.at.most(2);
        last = fraction;
      },
    });
    expect(last).to.equal(1);
  });
});
