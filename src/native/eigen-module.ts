/**
 * Modules in C++ on Eigen (sources/eigen-module.h): one instance for each thread, and
 * memory in it for the time of a call. Eigen traps when it gets no memory; the instance is
 * then given up, and the next call finds a fresh one.
 */
import { instantiateNative, type NativeExports, type NativeName } from "./load.js";

export interface EigenModuleExports extends NativeExports {
  _initialize?(): void;
  allocate(bytes: number): number;
  release(pointer: number): void;
}

/** Numbers that cross the border. */
export type EigenNumbers = Float64Array | Int32Array;

/** Memory of one call; all of it is given back at its end. */
export interface EigenMemory {
  /** Address of a copy of the numbers. */
  put(numbers: EigenNumbers): number;
  /** Address of room for so many Float64 numbers. */
  room(entries: number): number;
  /** Makes sure that so many Float64 numbers of working storage can be had, and does not keep them. */
  reserve(entries: number): void;
  /** A copy of the Float64 numbers at an address. */
  numbers(pointer: number, entries: number): Float64Array;
  /** A copy of the 32-bit integers at an address. */
  integers(pointer: number, entries: number): Int32Array;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;
const ADDRESSABLE_BYTES = 2 ** 32;

/** Thrown inside a call that gets no memory. */
class NoMemory extends Error {}

export class EigenModule<Exports extends EigenModuleExports> {
  readonly #name: NativeName;
  #exports: Exports | undefined;

  constructor(name: NativeName) {
    this.#name = name;
  }

  /** Opens the module where it is not open yet. @throws DataError when it is missing or altered */
  open(): Exports {
    if (!this.#exports) {
      const imports = { env: { emscripten_notify_memory_growth: () => {} } };
      this.#exports = instantiateNative<Exports>(this.#name, imports).exports;
      this.#exports._initialize?.();
    }
    return this.#exports;
  }

  /**
   * What `compute` returns, which may use the memory until then.
   * @throws what `tooLarge` makes, when memory runs out; DataError as open
   */
  run<T>(
    tooLarge: (cause: unknown) => Error,
    compute: (exports: Exports, memory: EigenMemory) => T,
  ): T {
    const exports = this.open();
    const pointers: number[] = [];
    const room = (entries: number): number => {
      const bytes = Math.max(1, entries) * BYTES;
      const pointer = bytes < ADDRESSABLE_BYTES ? exports.allocate(bytes) >>> 0 : 0;
      if (pointer === 0) throw new NoMemory(`${bytes} bytes cannot be had`);
      pointers.push(pointer);
      return pointer;
    };
    const memory: EigenMemory = {
      room,
      put(numbers) {
        const pointer = room(Math.ceil(numbers.byteLength / BYTES));
        const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
        new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
        return pointer;
      },
      reserve(entries) {
        exports.release(room(entries));
        pointers.pop();
      },
      numbers: (pointer, entries) =>
        new Float64Array(exports.memory.buffer, pointer, entries).slice(),
      integers: (pointer, entries) =>
        new Int32Array(exports.memory.buffer, pointer, entries).slice(),
    };
    try {
      return compute(exports, memory);
    } catch (error) {
      const trapped = error instanceof Error && error.name === "RuntimeError";
      if (trapped) this.#exports = undefined;
      if (trapped || error instanceof NoMemory) throw tooLarge(error);
      throw error;
    } finally {
      if (this.#exports === exports) for (const pointer of pointers) exports.release(pointer);
    }
  }
}
