/** What carries out a program's instructions on its block of memory. */
import { EnvironmentError } from "../../../errors.js";
import { instantiateNative, type NativeExports } from "../../../native/load.js";
import type { Region } from "./layout.js";

/** Numbers that follow the address of a function's block. */
type Values = readonly number[];

export interface ProgramEngine {
  /** Such as "WebAssembly" or the name of a GPU. */
  readonly device: string;
  /** Before numbers are read: brings them to the host. */
  fetch(region: Region): void;
  /** Before numbers are written: they count from the next replay on. */
  changed(region: Region): void;
  clear(region: Region): void;
  /** Instructions at, count; run, training, active, samples, weight. */
  replay(values: Values): void;
  /** Count; addresses of parameters, gradient, both moments; then its settings. */
  adam(values: Values): void;
  /** Count; addresses of parameters, gradient, momentum; then its settings. */
  descend(values: Values): void;
}

interface ProgramExports extends NativeExports {
  replay(base: number, ...values: number[]): void;
  adam(base: number, ...values: number[]): void;
  descend(base: number, ...values: number[]): void;
  cosine(x: number): number;
}

/** program.c in WebAssembly; its memory is the host's view of every program. */
export class CompiledEngine implements ProgramEngine {
  readonly device: string = "WebAssembly";
  readonly #exports: ProgramExports;
  readonly #base: number;

  /** @throws EnvironmentError when there is not enough memory for `numbers` */
  constructor(numbers: number) {
    this.#exports = instantiateNative<ProgramExports>("program").exports;
    const { memory, __heap_base } = this.#exports;
    this.#base = Math.ceil(__heap_base.value / 128) * 128;
    const absent = this.#base + 4 * numbers - memory.buffer.byteLength;
    try {
      if (absent > 0) memory.grow(Math.ceil(absent / 65536));
    } catch (cause) {
      throw new EnvironmentError(
        `ProgramKernel: the program needs ${((4 * numbers) / 2 ** 30).toFixed(2)} GiB, which cannot be had here; lay it out for fewer samples.`,
        { cause },
      );
    }
  }

  numbers({ at, length }: Region): Float32Array {
    return new Float32Array(this.#exports.memory.buffer, this.#base + 4 * at, length);
  }
  integers({ at, length }: Region): Int32Array {
    return new Int32Array(this.#exports.memory.buffer, this.#base + 4 * at, length);
  }

  fetch(): void {}
  changed(): void {}
  clear(region: Region): void {
    this.numbers(region).fill(0);
  }
  replay(values: Values): void {
    this.#exports.replay(this.#base, ...values);
  }
  adam(values: Values): void {
    this.#exports.adam(this.#base, ...values);
  }
  descend(values: Values): void {
    this.#exports.descend(this.#base, ...values);
  }

  /** cos x for |x| ≤ π, the same bits on every machine. */
  cosine(x: number): number {
    return this.#exports.cosine(x);
  }
}
