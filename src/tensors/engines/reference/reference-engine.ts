/** Plans run by the interpreter, every buffer in an array of its own. Slow; for tests. */
import { DomainError, ShapeError } from "../../../errors.js";
import type { Place, PlanEngine, PlanGraph, PreparedPlan } from "../../plan/index.js";
import { isFloat } from "../../plan/index.js";
import { interpret, sizeOf } from "./interpret.js";
import type { Numbers } from "./map.js";

export function referenceEngine(): PlanEngine {
  return { name: "reference", prepare: (graph) => new ReferencePlan(graph) };
}

class ReferencePlan implements PreparedPlan {
  readonly bytes: number;
  readonly #graph: PlanGraph;
  readonly #memory: ArrayBuffer[];

  constructor(graph: PlanGraph) {
    this.#graph = graph;
    this.#memory = graph.buffers.map(({ length }) => new ArrayBuffer(4 * length));
    this.bytes = this.#memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
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
    for (let k = 0; k < times; k++) {
      for (const operation of this.#graph.operations) {
        interpret(operation, (place) => this.#view(place));
      }
    }
  }

  async read(buffer: number): Promise<Float32Array | Int32Array> {
    return this.readSync(buffer);
  }

  readSync(buffer: number): Float32Array | Int32Array {
    return this.#numbers(buffer).slice();
  }

  dispose(): void {
    this.#memory.length = 0;
  }

  #view({ buffer, shape, type }: Place): Numbers {
    const memory = this.#bytes(buffer);
    const size = sizeOf(shape);
    return isFloat(type) ? new Float32Array(memory, 0, size) : new Int32Array(memory, 0, size);
  }

  #numbers(buffer: number): Numbers {
    const memory = this.#bytes(buffer);
    const { type } = this.#graph.buffers[buffer];
    return isFloat(type) ? new Float32Array(memory) : new Int32Array(memory);
  }

  #bytes(buffer: number): ArrayBuffer {
    const memory = this.#memory[buffer];
    if (memory === undefined) {
      throw new DomainError(
        `PreparedPlan: got buffer ${buffer}; the plan has ${this.#graph.buffers.length} and none after dispose().`,
      );
    }
    return memory;
  }
}
