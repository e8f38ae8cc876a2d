/** A recorded step: buffers, and the operations on them in order. */
import type { NumberType, Operation } from "./operation.js";

/**
 * input: written before each run; variable: kept from run to run; constant: never written;
 * temporary: free to be laid over others; result: read after a run.
 */
export type BufferRole = "input" | "variable" | "constant" | "temporary" | "result";

export interface BufferDescription {
  /** How many numbers of four bytes. */
  readonly length: number;
  readonly type: NumberType;
  readonly role: BufferRole;
  /** Of inputs, variables and results. */
  readonly name?: string;
  /** Of constants and, at the beginning, of variables. */
  readonly values?: Float32Array | Int32Array;
}

export interface PlanGraph {
  readonly buffers: readonly BufferDescription[];
  readonly operations: readonly Operation[];
}

/** What runs plans: WebAssembly, the machine's own code, WebGPU, or plain JavaScript. */
export interface PlanEngine {
  readonly name: string;
  /** Threads among which large operations are divided; 1 without it. */
  readonly workers?: number;
  /** Lays out memory and compiles; the graph is not changed. */
  prepare(graph: PlanGraph): PreparedPlan | Promise<PreparedPlan>;
}

export interface PreparedPlan {
  /** Bytes that it holds. */
  readonly bytes: number;
  /** @throws ShapeError for another number of values */
  write(buffer: number, values: Float32Array | Int32Array): void;
  /** Runs all operations `times` times in a row. Returns at once on a device that works beside us; reads wait. */
  run(times?: number): void;
  /**
   * Runs all operations so many times, and tells the median seconds of a run and of each operation,
   * timed one by one. Absent where that cannot be done.
   */
  time?(repeats: number): { readonly step: number; readonly operations: Float64Array };
  read(buffer: number): Promise<Float32Array | Int32Array>;
  /** Absent on devices that cannot be waited for. */
  readSync?(buffer: number): Float32Array | Int32Array;
  dispose(): void;
}
