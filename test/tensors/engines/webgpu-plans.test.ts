import { expect } from "chai";
import fc from "fast-check";
import { requestGpu } from "../../../src/tensors/devices/webgpu/request-gpu.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import {
  type OpenGpu,
  type WebGpuEngine,
  webGpuEngine,
} from "../../../src/tensors/engines/webgpu/index.js";
import { byTiles } from "../../../src/tensors/engines/webgpu/kernels/contract.js";
import { planTiles, TILES } from "../../../src/tensors/engines/webgpu/kernels/tiles.js";
import { Memory } from "../../../src/tensors/engines/webgpu/memory/memory.js";
import { openPlan } from "../../../src/tensors/engines/webgpu/web-gpu-engine.js";
import type { ContractOperation, MapStep, PlanGraph } from "../../../src/tensors/plan/index.js";
import { rejection } from "../../fixtures/fixture.js";
import { requireSoftwareGpu } from "../../fixtures/tensors/software-gpu.js";
import { caseOf, floats } from "./operation-cases.js";
import { ensembleStep, GraphBuilder } from "./step-graphs.js";

const step = (code: string, ...from: number[]): MapStep => ({ code, from }) as MapStep;

/** Largest difference from the interpreter over some buffers, after some steps. */
async function difference(
  engine: WebGpuEngine,
  graph: PlanGraph,
  buffers: readonly number[],
  steps: number,
): Promise<number> {
  const [ours, theirs] = [await engine.prepare(graph), await referenceEngine().prepare(graph)];
  for (const plan of [ours, theirs]) plan.run(steps);
  let worst = 0;
  for (const buffer of buffers) {
    const [found, expected] = [await ours.read(buffer), await theirs.read(buffer)];
    expect(found.length).to.equal(expected.length);
    found.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - expected[i]));
      expect(Number.isFinite(value)).to.equal(true);
    });
  }
  ours.dispose();
  theirs.dispose();
  return worst;
}

describe("plans on WebGPU", () => {
  let gpu: OpenGpu;
  let engine: WebGpuEngine;

  before(async function () {
    await requireSoftwareGpu(this);
    gpu = await requestGpu({ software: true });
    engine = webGpuEngine(gpu);
  });

  it("train an ensemble as the interpreter does", async () => {
    const { graph, variables } = ensembleStep({ networks: 3, batch: 8, widths: [6, 12, 10, 1] });
    expect(await difference(engine, graph, variables, 5)).to.be.below(1e-5);
  });

  it("do a step of 256 networks in as many dispatches as one of 2, in one submission", async () => {
    const counts = await Promise.all(
      [2, 256].map(async (networks) => {
        const { graph } = ensembleStep({ networks, batch: 8, widths: [6, 16, 16, 1] });
        const plan = await engine.prepare(graph);
        const { operations, dispatches } = plan.counts;
        plan.dispose();
        return { operations, dispatches };
      }),
    );
    expect(counts[1]).to.deep.equal(counts[0]);
    // Three layers: 3 products forwards, 1 slope, 5 products and 3 sums backwards, 6 updates.
    expect(counts[0].operations).to.equal(18);
    // The updates are one, of the backward ones those that wait for the same.
    expect(counts[0].dispatches).to.be.at.most(12);
  });

  it("hand over many steps at once", async () => {
    const { graph } = ensembleStep({ networks: 2, batch: 4, widths: [3, 4, 1] });
    const plan = await engine.prepare(graph);
    plan.run(100);
    expect(plan.counts.submissions).to.equal(1);
    plan.dispose();
  });

  // The largest, and an uneven one; the operations' own test goes through others.
  for (const [tile] of TILES.filter(([{ rows, columns }]) => rows === 128 || rows > columns)) {
    it(`multiply by tiles of ${tile.rows} × ${tile.columns}`, async () => {
      const [rows, inner, columns] = [tile.rows + 3, tile.depth + 3, tile.columns + 5];
      const given = caseOf(
        "product",
        [floats([2, inner, rows]), floats([2, inner, columns], 2)],
        [{ shape: [2, rows, columns] }],
        {
          ...{ kind: "contract", batch: 2, rows, inner, columns, transposeA: true },
          ...{ transposeB: false, sharedA: false, sharedB: false },
        },
      );
      const memory = new Memory(given.graph, 2 ** 27);
      const operation = given.graph.operations[0] as ContractOperation;
      const plan = await openPlan(gpu, memory, [
        byTiles(memory, operation, { tile, parts: 1, chunk: inner }, operation),
      ]);
      const theirs = await referenceEngine().prepare(given.graph);
      for (const one of [plan, theirs]) one.run();
      const [found, expected] = [await plan.read(2), await theirs.read(2)];
      // Sums of 11 to 19 products below 16.
      found.forEach((value, i) => {
        expect(value).to.be.closeTo(expected[i], 1e-4);
      });
      plan.dispose();
    });
  }

  it("choose the tile that makes one network's product one workgroup", () => {
    const { tile, parts } = planTiles({ batch: 256, rows: 32, inner: 64, columns: 64 });
    expect([tile.rows, tile.columns, parts]).to.deep.equal([32, 64, 1]);
  });

  it("keep the order of operations that wait for each other", async () => {
    const shape = [5];
    const codes = ["add", "subtract", "maximum"];
    const choice = fc.record({
      code: fc.constantFrom(...codes),
      from: fc.tuple(fc.nat(5), fc.nat(5)),
      to: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(choice, { maxLength: 25 }), async (choices) => {
        const builder = new GraphBuilder();
        const places = Array.from({ length: 6 }, (_, k) =>
          builder.place("variable", shape, floats(shape, k).values as Float32Array),
        );
        for (const { code, from, to } of choices) {
          const half: MapStep = { code: "constant", value: 0.5 };
          const steps = [step(code, 0, 1), half, step("multiply", 2, 3)];
          builder.map([places[from[0]], places[from[1]]], [places[to]], steps, [4]);
        }
        const buffers = places.map(({ buffer }) => buffer);
        // Halves of sums of few bits: exact in any order that is right.
        expect(await difference(engine, builder.graph, buffers, 1)).to.be.below(1e-6);
      }),
      { numRuns: 6 },
    );
  });

  it("take several pages where one is too small", async () => {
    const paged = webGpuEngine(gpu, { pageBytes: 1024 });
    const { graph, variables } = ensembleStep({ networks: 2, batch: 4, widths: [3, 4, 1] });
    expect(await difference(paged, graph, variables, 2)).to.be.below(1e-5);
    const large = ensembleStep({ networks: 20, batch: 4, widths: [3, 4, 1] });
    const refused = await rejection(paged.prepare(large.graph));
    expect(refused.message).to.include("Take smaller batches");
  });

  it("read what was written, and refuse other sizes, other buffers and calls after the end", async () => {
    const builder = new GraphBuilder();
    const [x, y] = [builder.place("input", [3]), builder.place("result", [3])];
    builder.map([x], [y], [step("negative", 0)], [1]);
    const plan = await engine.prepare(builder.graph);
    plan.write(0, Float32Array.of(1, 2, 3));
    plan.run();
    expect([...(await plan.read(1))]).to.deep.equal([-1, -2, -3]);
    plan.write(0, Float32Array.of(4, 5, 6));
    plan.run();
    const [first, second] = await Promise.all([plan.read(1), plan.read(0)]);
    expect([...first, ...second]).to.deep.equal([-4, -5, -6, 4, 5, 6]);
    expect(() => plan.write(0, new Float32Array(2))).to.throw("got 2 numbers for buffer 0");
    expect((await rejection(plan.read(7))).message).to.include("got buffer 7");
    plan.dispose();
    expect(() => plan.run()).to.throw("after dispose()");
  });

  it("name the kernel and the line of what is not carried", async () => {
    const { graph } = caseOf("Mean", [floats([4])], [{ shape: [1] }], {
      ...{ kind: "reduce", reduction: "mean", extent: [1, 4, 1] },
    });
    const [operation] = graph.operations;
    const inputs = operation.inputs.map((place) => ({ ...place, type: "int32" as const }));
    const wrong = { ...operation, inputs, line: "train.ts:12" } as typeof operation;
    const refused = await rejection(engine.prepare({ ...graph, operations: [wrong] }));
    expect(refused.message).to.include("Mean (train.ts:12)").and.include("cast it first");
  });

  it("refuse a device that is too small", () => {
    const limits = { ...gpu.device.limits, maxComputeInvocationsPerWorkgroup: 128 };
    const small = { device: { ...gpu.device, limits } };
    expect(() => webGpuEngine(small)).to.throw("maxComputeInvocationsPerWorkgroup 128");
  });

  it("say that the GPU was lost", async () => {
    const own = await requestGpu({ software: true });
    const builder = new GraphBuilder();
    const [x, y] = [builder.place("input", [3]), builder.place("result", [3])];
    builder.map([x], [y], [step("negative", 0)], [1]);
    const plan = await webGpuEngine(own).prepare(builder.graph);
    own.device.destroy();
    await own.device.lost;
    expect((await rejection(plan.read(1))).message).to.include("lost");
    expect(() => plan.run()).to.throw("useDevice");
  });
});
