/** Buffers in one memory of the compiled kernels, operations by WebAssembly or the machine's own library. */
import { DomainError } from "../../errors.js";
import { OperationRunner, PieceAllocator } from "../engines/webassembly/index.js";
import { isFloat, type NumberType, type Operation } from "../plan/index.js";
import type { EagerDevice } from "./device.js";
import type { Numbers } from "./recorder.js";

interface Piece {
  readonly address: number;
  readonly length: number;
  readonly float: boolean;
}

export class WebAssemblyDevice implements EagerDevice {
  readonly name: string;
  readonly #allocator: PieceAllocator;
  readonly #runner: OperationRunner;
  readonly #pieces = new Map<number, Piece>();
  readonly #addressOf = (buffer: number): number => this.#piece(buffer).address;

  /** @param native false: WebAssembly even where the machine's own library is built */
  constructor(native = true) {
    this.#allocator = new PieceAllocator({ native });
    this.#runner = new OperationRunner(this.#allocator);
    this.name = this.#allocator.memory.native ? "native" : "webassembly";
  }

  get bytes(): { used: number; held: number } {
    return { used: 4 * this.#allocator.used, held: 4 * this.#allocator.memory.length };
  }

  allocate(buffer: number, length: number, type: NumberType): void {
    const address = this.#allocator.allocate(length);
    this.#pieces.set(buffer, { address, length, float: isFloat(type) });
  }

  release(buffer: number): void {
    this.#allocator.release(this.#piece(buffer).address);
    this.#pieces.delete(buffer);
  }

  write(buffer: number, values: Numbers): void {
    this.#numbers(buffer).set(values);
  }

  read(buffer: number): Numbers {
    return this.#numbers(buffer).slice();
  }

  run(operation: Operation): void {
    this.#runner.run(operation, this.#addressOf);
  }

  dispose(): void {
    for (const buffer of [...this.#pieces.keys()]) this.release(buffer);
  }

  #numbers(buffer: number): Numbers {
    const { address, length, float } = this.#piece(buffer);
    const { memory } = this.#allocator;
    return (float ? memory.floats : memory.wholes).subarray(address, address + length);
  }

  #piece(buffer: number): Piece {
    const piece = this.#pieces.get(buffer);
    if (piece === undefined) {
      throw new DomainError(
        `tensors: got buffer ${buffer}, which is not there; it was disposed of, or belongs to another device.`,
      );
    }
    return piece;
  }
}
