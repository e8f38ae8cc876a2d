import { expect } from "chai";
import { requestGpu } from "../../../src/tensors/devices/webgpu/request-gpu.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import { webGpuEngine } from "../../../src/tensors/engines/webgpu/index.js";
import type { PlanEngine, PlanGraph } from "../../../src/tensors/plan/index.js";
import { requireSoftwareGpu } from "../../fixtures/tensors/software-gpu.js";
import { largeCases } from "./large-cases.js";
import { inOneGraph } from "./one-graph.js";
import { type OperationCase, operationCases } from "./operation-cases.js";

/** Smallest that is not denormal. */
const NORMAL = 2 ** -126;

type Numbers = Float32Array | Int32Array;

/** With 0 for what a GPU may take for 0 (WGSL, section 15.7.2). */
function flushed({ buffers, operations }: PlanGraph): PlanGraph {
  const without = (values: Numbers): Numbers =>
    values instanceof Float32Array ? values.map((v) => (Math.abs(v) < NORMAL ? 0 : v)) : values;
  return {
    operations,
    buffers: buffers.map((buffer) => ({
      ...{ ...buffer, values: buffer.values && without(buffer.values) },
    })),
  };
}

async function resultsOf(engine: PlanEngine, graph: PlanGraph, buffers: readonly number[]) {
  const plan = await engine.prepare(graph);
  plan.run();
  const results = await Promise.all(buffers.map((buffer) => plan.read(buffer)));
  plan.dispose();
  return results;
}

/** All cases as one plan: each number within its tolerance of the interpreter's, given denormal numbers or 0 for them. */
async function expectAll(engine: PlanEngine, cases: readonly OperationCase[]): Promise<void> {
  const { graph, starts } = inOneGraph(cases);
  const wanted = cases.flatMap((given, k) =>
    given.results.map((buffer) => ({ given, buffer: buffer + starts[k] })),
  );
  const buffers = wanted.map(({ buffer }) => buffer);
  const [ours, exact, coarse] = [
    await resultsOf(engine, graph, buffers),
    await resultsOf(referenceEngine(), graph, buffers),
    await resultsOf(referenceEngine(), flushed(graph), buffers),
  ];
  wanted.forEach(({ given }, k) => {
    expect(ours[k].length, given.name).to.equal(exact[k].length);
    const close = (found: number, value: number): boolean =>
      Object.is(found, value) ||
      found === value ||
      (Number.isFinite(value) &&
        Math.abs(found - value) <= given.tolerance * (Math.abs(value) + given.scale));
    ours[k].forEach((found, i) => {
      const right = close(found, exact[k][i]) || close(found, coarse[k][i]);
      expect(right, `${given.name}, number ${i}: ${found}, expected ${exact[k][i]}`).to.equal(true);
    });
  });
}

describe("operations on WebGPU, against the interpreter", () => {
  let engine: PlanEngine;

  before(async function () {
    await requireSoftwareGpu(this);
    engine = webGpuEngine(await requestGpu({ software: true }));
  });

  for (const [kind, cases] of Object.entries({ ...operationCases(), large: largeCases() })) {
    it(kind, () => expectAll(engine, cases));
  }
});
