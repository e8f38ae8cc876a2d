/**
 * What a recorder is told is enough to do a step again: a step of training is recorded, its log made
 * a graph, and the graph run by the interpreter must give the numbers that training without it gives.
 */
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import {
  currentBackend,
  type IntertwineBackend,
  type Recorder,
  type Writing,
} from "../../../src/tensors/backend/index.js";
import { referenceEngine } from "../../../src/tensors/engines/reference/index.js";
import { webAssemblyEngine } from "../../../src/tensors/engines/webassembly/index.js";
import type {
  BufferDescription,
  Operation,
  Place,
  PlanEngine,
  PlanGraph,
} from "../../../src/tensors/plan/index.js";
import { expectClose, numbers } from "./agreement.js";

/** Writes everything down. */
class Log implements Recorder {
  readonly wantsLines = true;
  readonly operations: Operation[] = [];
  readonly writings: Writing[] = [];
  readonly reads: (string | undefined)[] = [];
  readonly uncarriedKernels: string[] = [];
  operation(operation: Operation): void {
    this.operations.push(operation);
  }
  written(writing: Writing): void {
    this.writings.push({ ...writing, values: writing.values.slice() });
  }
  read(_: number, line: string | undefined): void {
    this.reads.push(line);
  }
  uncarried(kernel: string): void {
    this.uncarriedKernels.push(kernel);
  }
  released(): void {}
}

/** All buffers constant or temporary, but for what is named. */
function graphOf(
  log: Log,
  backend: IntertwineBackend,
  before: ReadonlyMap<number, Float32Array | Int32Array>,
): { graph: PlanGraph; numberOf: ReadonlyMap<number, number> } {
  const numberOf = new Map<number, number>();
  const buffers: BufferDescription[] = [];
  const made = new Set<number>();
  const written = new Map(log.writings.map((writing) => [writing.buffer, writing.values]));
  const add = ({ buffer, shape, type }: Place): number => {
    const known = numberOf.get(buffer);
    if (known !== undefined) return known;
    const length = shape.reduce((product, side) => product * side, 1);
    const values = before.get(buffer) ?? written.get(buffer);
    const given = values ?? (made.has(buffer) ? undefined : backend.peek(buffer));
    // Results, so that no buffer is laid over another and all can be read.
    buffers.push({
      length,
      type,
      role: given === undefined ? "result" : "variable",
      values: given,
    });
    numberOf.set(buffer, buffers.length - 1);
    return buffers.length - 1;
  };
  const renamed = (place: Place): Place => ({ ...place, buffer: add(place) });
  const operations = log.operations.map((operation) => {
    for (const { buffer } of operation.outputs) made.add(buffer);
    const inputs = operation.inputs.map(renamed);
    return { ...operation, inputs, outputs: operation.outputs.map(renamed) } as Operation;
  });
  return { graph: { buffers, operations }, numberOf };
}

function network(): { step: () => tf.Scalar; variables: tf.Variable[] } {
  const draw = (shape: number[], seed: number): tf.Tensor =>
    tf.tensor(numbers(shape[0] * (shape[1] ?? 1), seed, -0.7, 0.7), shape);
  const x = draw([8, 3], 1);
  const y = draw([8, 1], 2);
  const variables = [draw([3, 5], 3), draw([5], 4), draw([5, 1], 5)].map((t) => tf.variable(t));
  const [w, b, v] = variables;
  const optimizer = tf.train.adam(0.01);
  const loss = (): tf.Scalar => {
    const hidden = tf.tanh(tf.add(tf.matMul(x, w), b));
    return tf.losses.meanSquaredError(y, tf.matMul(hidden, v));
  };
  return { step: () => optimizer.minimize(loss, true)!, variables };
}

describe("A recorder", () => {
  after(() => tf.setBackend("cpu"));

  const ENGINES: PlanEngine[] = [referenceEngine(), webAssemblyEngine({ native: false })];
  for (const engine of ENGINES) {
    it(`hears enough to do a step of Adam again on ${engine.name}`, async () => {
      await tf.setBackend("intertwine");
      const backend = currentBackend()!;
      const { step, variables } = network();
      for (let k = 0; k < 2; k++) step().dispose();
      const all = Object.values(tf.engine().registeredVariables);
      const old = all.map(({ dataId }) => backend.bufferOf(dataId));
      const before = new Map(old.map((buffer) => [buffer, backend.peek(buffer)]));
      const log = new Log();
      const stop = backend.record(log);
      const cost = step();
      stop();
      const { graph, numberOf } = graphOf(log, backend, before);
      const plan = await engine.prepare(graph);
      plan.run();
      const now = all.map(({ dataId }) => backend.bufferOf(dataId));
      // Twice: the variables' new numbers take the place of the old ones.
      for (let k = 0; k < 2; k++) {
        for (const [j, buffer] of now.entries()) {
          if (!numberOf.has(buffer) || !numberOf.has(old[j])) continue;
          plan.write(numberOf.get(old[j])!, await plan.read(numberOf.get(buffer)!));
        }
        plan.run();
      }
      for (let k = 0; k < 2; k++) step().dispose();
      expect(variables.every(({ dataId }) => !old.includes(backend.bufferOf(dataId)))).to.equal(
        true,
      );
      let compared = 0;
      for (const [k, variable] of all.entries()) {
        const there = numberOf.get(now[k]);
        if (there === undefined) continue;
        expectClose([...(await plan.read(there))], [...variable.dataSync()], 1e-6, variable.name);
        compared++;
      }
      // Three of the network, two slots for each, and the two powers of Adam's decays.
      expect(compared).to.equal(11);
      expect(log.reads).to.deep.equal([]);
      cost.dispose();
      plan.dispose();
      tf.disposeVariables();
    });
  }

  it("is told lines, reads, writings and kernels that are not carried", async () => {
    await tf.setBackend("cpu");
    const moved = tf.tensor([1, 2]);
    await tf.setBackend("intertwine");
    const backend = currentBackend()!;
    const old = tf.tensor([3, 4]);
    const log = new Log();
    const stop = backend.record(log);
    const sum = tf.add(old, moved);
    const product = tf.mul(sum, tf.tensor([5, 6]));
    product.dataSync();
    tf.range(0, 2);
    tf.unique(product);
    stop();
    const after = tf.add(sum, 1);
    expect(log.operations.map(({ kernel }) => kernel)).to.deep.equal(["Add", "Multiply"]);
    expect(log.operations[0].line).to.match(/^recorder\.test\.[jt]s:\d+$/);
    expect(log.operations[0].inputs.map(({ buffer }) => buffer)).to.deep.equal([
      backend.bufferOf(old.dataId),
      backend.bufferOf(moved.dataId),
    ]);
    const origins = log.writings.map(({ origin }) => origin);
    expect(origins.slice(0, 3)).to.deep.equal(["moved", "host", "kernel"]);
    expect(log.writings[0].dataId).to.equal(moved.dataId);
    expect([...log.writings[1].values]).to.deep.equal([5, 6]);
    expect(log.reads.length).to.equal(1);
    expect(log.reads[0]).to.match(/^recorder\.test\./);
    expect(log.uncarriedKernels).to.deep.equal(["Unique"]);
    tf.dispose([old, moved, sum, product, after]);
  });

  it("may refuse by throwing; two at once are refused", async () => {
    await tf.setBackend("intertwine");
    const backend = currentBackend()!;
    const x = tf.tensor([1, 2]);
    const log = new Log();
    log.read = (_, line) => {
      throw new Error(`read at ${line}`);
    };
    const stop = backend.record(log);
    expect(() => x.dataSync()).to.throw("read at recorder.test.");
    expect(() => backend.record(log)).to.throw("within a recording");
    stop();
    expect([...x.dataSync()]).to.deep.equal([1, 2]);
    x.dispose();
  });
});
