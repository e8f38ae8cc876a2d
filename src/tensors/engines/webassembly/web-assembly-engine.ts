/** Plans as one list of instructions in one memory, replayed by WebAssembly or the machine's own library. */
import { DomainError, EnvironmentError, ShapeError } from "../../../errors.js";
import {
  nativeTensors,
  nativeTensorsFunctions,
  type TensorsMemory,
  type TensorsTeam,
  tensorsMemory,
} from "../../../native/tensors-build.js";
import type { PlanEngine, PlanGraph, PreparedPlan } from "../../plan/index.js";
import { isFloat } from "../../plan/index.js";
import { NORMAL_SEGMENTS, normalTable } from "../normal-table.js";
import { timedOperations } from "../timed-operations.js";
import { nativeWorkerCount, workerCount } from "../worker-count.js";
import { encode } from "./encode.js";
import { layOut } from "./layout.js";
import { aligned } from "./strides.js";

export interface WebAssemblyEngineOptions {
  /**
   * true: the machine's own library, which must be there; false: WebAssembly; without it, the
   * library where it was built (`npm run native`) unless INTERTWINE_NATIVE=off.
   */
  readonly native?: boolean;
  /**
   * Threads among which large operations are divided; the bits are the same for any number. Without
   * it, the machine's own library takes as many as the process has cores, one in a thread that is a
   * worker itself, and no more than INTERTWINE_WORKERS says. WebAssembly takes one: its threads are
   * of each plan, some megabytes and tens of milliseconds each.
   */
  readonly workers?: number;
  /** The least work of a part that is divided off, in about nanoseconds. Default 10,000. */
  readonly grain?: number;
}

/** What may be read behind the last tensor. */
const SLACK = 1024;
/**
 * By the estimates of the kernels, which are those of vectors of four. On two cores with vectors of
 * sixteen, half of twice this takes 3 µs; to divide it costs 0.2 µs where nobody comes, and what was
 * divided was done sooner from 3 µs on.
 */
const GRAIN = 10_000;

/** @throws EnvironmentError when the machine's own library is asked for and cannot be used */
export function webAssemblyEngine(options: WebAssemblyEngineOptions = {}): PlanEngine {
  const { native, grain = GRAIN } = options;
  const library = native === false ? undefined : nativeTensorsFunctions();
  if (native === true && library === undefined) {
    throw new EnvironmentError(
      `webAssemblyEngine: got native: true, but the native kernel cannot be used: ${nativeTensors().detail}.`,
    );
  }
  const workers =
    library === undefined
      ? workerCount("webAssemblyEngine", options.workers ?? 1)
      : nativeWorkerCount("webAssemblyEngine", options.workers);
  return {
    name: nameOf(library !== undefined, workers),
    workers,
    prepare: (graph) =>
      new WebAssemblyPlan(graph, tensorsMemory(library, workers), { workers, grain }),
  };
}

const nameOf = (isNative: boolean, workers: number): string =>
  `${isNative ? "native" : "webassembly"}${workers > 1 ? `, ${workers} workers` : ""}`;

class WebAssemblyPlan implements PreparedPlan {
  readonly bytes: number;
  readonly #graph: PlanGraph;
  readonly #addresses: readonly number[];
  /** Where the instructions of each operation begin. */
  readonly #starts: readonly number[];
  readonly #at: number;
  readonly #end: number;
  readonly #team: TensorsTeam;
  #memory: TensorsMemory | undefined;

  constructor(graph: PlanGraph, memory: TensorsMemory, team: Omit<TensorsTeam, "stride">) {
    this.#graph = graph;
    this.#memory = memory;
    const table = memory.first;
    const { addresses, end } = layOut(graph, table + 4 * NORMAL_SEGMENTS);
    this.#addresses = addresses;
    const placement = {
      addressOf: (buffer: number) => addresses[buffer],
      work: end,
      normalTable: () => table,
    };
    const words: number[] = [];
    let work = 0;
    let stride = 0;
    const starts: number[] = [];
    for (const operation of graph.operations) {
      starts.push(words.length);
      const { all, own } = encode(words, operation, placement);
      work = Math.max(work, all);
      stride = Math.max(stride, aligned(own));
    }
    this.#team = { ...team, stride };
    this.#at = end + aligned(work) + (team.workers - 1) * stride;
    this.#end = this.#at + words.length;
    this.#starts = starts.map((start) => this.#at + start);
    memory.grow(this.#end + SLACK);
    memory.wholes.set(normalTable(), table);
    memory.wholes.set(words, this.#at);
    this.bytes = 4 * memory.length;
    graph.buffers.forEach(({ values }, buffer) => {
      if (values !== undefined) this.write(buffer, values);
    });
  }

  write(buffer: number, values: Float32Array | Int32Array): void {
    const numbers = this.#numbers(buffer);
    if (values.length !== numbers.length) {
      throw new ShapeError(
        `PreparedPlan.write: got ${values.length} numbers for buffer ${buffer}, which holds ${numbers.length}.`,
      );
    }
    numbers.set(values);
  }

  run(times = 1): void {
    this.#alive().replay(this.#at, this.#end, times, this.#team);
  }

  time(repeats: number): { step: number; operations: Float64Array } {
    const memory = this.#alive();
    return timedOperations(this.#starts, this.#end, repeats, (from, to) =>
      memory.replay(from, to, 1, this.#team),
    );
  }

  async read(buffer: number): Promise<Float32Array | Int32Array> {
    return this.readSync(buffer);
  }

  readSync(buffer: number): Float32Array | Int32Array {
    return this.#numbers(buffer).slice();
  }

  dispose(): void {
    this.#memory?.dismiss();
    this.#memory = undefined;
  }

  #numbers(buffer: number): Float32Array | Int32Array {
    const { floats, wholes } = this.#alive();
    const description = this.#graph.buffers[buffer];
    if (description === undefined) {
      throw new DomainError(
        `PreparedPlan: got buffer ${buffer}; the plan has ${this.#graph.buffers.length}.`,
      );
    }
    const at = this.#addresses[buffer];
    const all = isFloat(description.type) ? floats : wholes;
    return all.subarray(at, at + description.length);
  }

  #alive(): TensorsMemory {
    if (this.#memory === undefined) {
      throw new DomainError("PreparedPlan: got a call after dispose(); prepare the graph again.");
    }
    return this.#memory;
  }
}
