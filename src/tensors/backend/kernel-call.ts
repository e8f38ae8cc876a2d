/** One call of a kernel: hands out buffers, writes kernel and line on operations, runs and records them. */
import type { NumberType, Operation, Place } from "../plan/index.js";
import type { IntertwineBackend } from "./intertwine-backend.js";
import { type Draft, type Emitter, sizeOf } from "./lowering/lowering.js";
import { userLine } from "./user-line.js";

type Signed = Draft & { kernel: string; line?: string };

export class KernelCall implements Emitter {
  /** All buffers that were handed out. */
  readonly buffers: number[] = [];
  readonly #backend: IntertwineBackend;
  readonly #kernel: string;
  readonly #line: string | undefined;

  constructor(backend: IntertwineBackend, kernel: string) {
    this.#backend = backend;
    this.#kernel = kernel;
    this.#line = backend.recorder?.wantsLines ? userLine() : undefined;
  }

  place(shape: readonly number[], type: NumberType): Place {
    const buffer = this.#backend.fresh(sizeOf(shape), type);
    this.buffers.push(buffer);
    return { buffer, shape, type };
  }

  constant(values: Float32Array | Int32Array, shape: readonly number[]): Place {
    const place = this.place(shape, values instanceof Float32Array ? "float32" : "int32");
    this.#backend.writeConstant(place.buffer, place.type, values);
    return place;
  }

  emit(draft: Draft): void {
    // Written on the draft itself: copies of objects of many kinds cost more than the operation.
    const operation = draft as Signed;
    operation.kernel = this.#kernel;
    operation.line = this.#line;
    this.#backend.recorder?.operation(operation as Operation);
    this.#backend.device.run(operation as Operation);
  }
}
