import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../src/errors.js";
import { nativeTensors } from "../../../src/native/tensors-build.js";
import { webAssemblyEngine } from "../../../src/tensors/engines/webassembly/index.js";
import { nativeWorkerCount, workerCount } from "../../../src/tensors/engines/worker-count.js";
import type { PlanEngine, PlanGraph } from "../../../src/tensors/plan/index.js";
import { expectAgreement } from "./agreement.js";
import { largeCases } from "./large-cases.js";
import { operationCases } from "./operation-cases.js";
import { ensembleStep } from "./step-graphs.js";

/** A grain of a nanosecond divides everything that can be divided. */
const divided = (workers: number): PlanEngine => webAssemblyEngine({ workers, grain: 1 });
const COUNTS = [2, 3, 7];

/** The bits of buffers after so many runs. */
async function bitsOf(
  engine: PlanEngine,
  graph: PlanGraph,
  buffers: readonly number[],
  times = 1,
): Promise<string[]> {
  const plan = await engine.prepare(graph);
  for (let k = 0; k < times; k++) plan.run();
  const read = buffers.map((buffer) => plan.readSync!(buffer));
  plan.dispose();
  return read.map(({ buffer }) => Buffer.from(buffer).toString("base64"));
}

/** A process that divides its work comes to its end. */
function expectEnd(end: string, options: string): void {
  const engine = new URL("../../../src/tensors/engines/webassembly/index.js", import.meta.url);
  const { graph } = ensembleStep({ networks: 1, batch: 64, widths: [8, 32, 1] });
  const text = `
    import { webAssemblyEngine } from ${JSON.stringify(engine.href)};
    const graph = ${JSON.stringify(graph, (_, value) => (ArrayBuffer.isView(value) ? undefined : value))};
    const plan = webAssemblyEngine({ ${options} workers: 4, grain: 1 }).prepare(graph);
    plan.run(20);
    await new Promise((next) => setTimeout(next, 300));
    plan.run(20);
    ${end}
  `;
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", text],
    { encoding: "utf8", timeout: 20_000 },
  );
  expect({ status, signal, stderr }).to.deep.equal({ status: 0, signal: null, stderr: "" });
}

describe("several workers", () => {
  before(function () {
    if (!nativeTensors().used) this.skip();
  });

  for (const [kind, cases] of Object.entries({ ...operationCases(), large: largeCases() })) {
    it(`${kind}: what the interpreter gives, and the same bits for any number`, async () => {
      for (const given of cases) {
        await expectAgreement(divided(3), given);
        const alone = await bitsOf(divided(1), given.graph, given.results);
        for (const workers of COUNTS) {
          const together = await bitsOf(divided(workers), given.graph, given.results);
          expect(together, `${given.name}, ${workers} workers`).to.deep.equal(alone);
        }
      }
    });
  }

  it("hundred steps of Adam end at the same bits, and plans of several sizes take turns", async () => {
    const steps = [
      ensembleStep({ networks: 1, batch: 37, widths: [5, 19, 33, 1] }),
      ensembleStep({ networks: 9, batch: 8, widths: [7, 24, 1] }),
    ];
    for (const { graph, variables } of steps) {
      const alone = await bitsOf(divided(1), graph, variables, 100);
      for (const workers of COUNTS) {
        expect(await bitsOf(divided(workers), graph, variables, 100)).to.deep.equal(alone);
      }
    }
    const plans = await Promise.all(
      [7, 2, 3].map((workers) => divided(workers).prepare(steps[0].graph)),
    );
    for (let k = 0; k < 100; k++) for (const plan of plans) plan.run();
    const [alone] = await bitsOf(divided(1), steps[0].graph, steps[0].variables.slice(0, 1), 100);
    for (const plan of plans) {
      const { buffer } = plan.readSync!(steps[0].variables[0]);
      expect(Buffer.from(buffer).toString("base64")).to.equal(alone);
    }
    // Others go on, and workers sleep, when a plan's memory goes.
    plans[0].dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    plans[1].run();
    expect(() => plans[0].run()).to.throw(DomainError, /dispose/);
  });

  it("threads of one process may ask at once", async () => {
    const { graph, variables } = ensembleStep({ networks: 3, batch: 16, widths: [5, 24, 1] });
    const [expected] = await bitsOf(divided(1), graph, variables.slice(0, 1), 300);
    const text = `
      import { parentPort, workerData } from "node:worker_threads";
      const { engine, graph, variable } = workerData;
      const { webAssemblyEngine } = await import(engine);
      const plan = webAssemblyEngine({ native: true, workers: 3, grain: 1 }).prepare(graph);
      plan.run(300);
      parentPort.postMessage(plan.readSync(variable));
    `;
    const found = await Promise.all(
      Array.from(
        { length: 3 },
        () =>
          new Promise<Float32Array>((resolve, reject) => {
            const engine = new URL(
              "../../../src/tensors/engines/webassembly/index.js",
              import.meta.url,
            ).href;
            const workerData = { engine, graph, variable: variables[0] };
            const url = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
            new Worker(url, { workerData }).once("message", resolve).once("error", reject);
          }),
      ),
    );
    for (const { buffer } of found) {
      expect(Buffer.from(buffer).toString("base64")).to.equal(expected);
    }
  });

  it("do not keep a process from its end", () => {
    for (const end of ["", "process.exit(0);"]) expectEnd(end, "");
  });
});

describe("several workers of WebAssembly", () => {
  it("end at the same bits, before and after they have begun", async () => {
    const { graph, variables } = ensembleStep({ networks: 2, batch: 37, widths: [5, 19, 33, 1] });
    const shared = { native: false, grain: 1 };
    const alone = webAssemblyEngine({ ...shared, workers: 1 });
    const plans = await Promise.all(
      [2, 4].map((workers) => webAssemblyEngine({ ...shared, workers }).prepare(graph)),
    );
    for (let k = 0; k < 20; k++) {
      for (const plan of plans) plan.run(10);
      await new Promise((next) => setTimeout(next, 10));
    }
    const expected = await bitsOf(alone, graph, variables, 200);
    for (const plan of plans) {
      const found = variables.map((variable) => plan.readSync!(variable));
      expect(found.map(({ buffer }) => Buffer.from(buffer).toString("base64"))).to.deep.equal(
        expected,
      );
      plan.dispose();
    }
  });

  it("are none unless they are asked for", () => {
    expect(webAssemblyEngine({ native: false })).to.include({ name: "webassembly", workers: 1 });
    expect(webAssemblyEngine({ native: false, workers: 3 }).name).to.equal(
      "webassembly, 3 workers",
    );
  });

  it("do not keep a process from its end", () => {
    for (const end of ["", "process.exit(0);"]) expectEnd(end, "native: false, ");
  });
});

describe("the number of workers", () => {
  const wish = process.env.INTERTWINE_WORKERS;
  afterEach(() => {
    if (wish === undefined) delete process.env.INTERTWINE_WORKERS;
    else process.env.INTERTWINE_WORKERS = wish;
  });

  it("is what is asked for, or at most what the environment says", () => {
    process.env.INTERTWINE_WORKERS = "1";
    expect(workerCount("test")).to.equal(1);
    expect(workerCount("test", 5)).to.equal(5);
  });

  it("is refused where it is none", () => {
    for (const asked of [0, 1.5, 257, Number.NaN]) {
      expect(() => workerCount("test", asked)).to.throw(DomainError, /1 to 256/);
    }
    process.env.INTERTWINE_WORKERS = "many";
    expect(() => workerCount("test")).to.throw(EnvironmentError, /INTERTWINE_WORKERS=many/);
  });

  it("of the library is one on Windows, where more are refused", () => {
    expect(nativeWorkerCount("test", undefined, "win32")).to.equal(1);
    expect(nativeWorkerCount("test", 3, "linux")).to.equal(3);
    expect(() => nativeWorkerCount("test", 3, "win32")).to.throw(EnvironmentError, /native: false/);
  });

  it("is one in a thread that is a worker itself", async () => {
    delete process.env.INTERTWINE_WORKERS;
    const url = new URL("../../../src/tensors/engines/worker-count.js", import.meta.url).href;
    const text = `
      import { parentPort } from "node:worker_threads";
      const { workerCount } = await import(${JSON.stringify(url)});
      parentPort.postMessage(workerCount("test"));
    `;
    const count = await new Promise((resolve, reject) => {
      new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`))
        .once("message", resolve)
        .once("error", reject);
    });
    expect(count).to.equal(1);
  });
});
