/** A memory that is given out in pieces, whose sizes are rounded so that few differ. */
import {
  nativeTensorsFunctions,
  type TensorsMemory,
  tensorsMemory,
} from "../../../native/tensors-build.js";
import type { TensorsAllocator } from "./run-operation.js";

/** What may be read behind the last tensor. */
const SLACK = 1024;

/** Lengths of pieces: 32, 64, 96, 128, and four more in each octave. */
function rounded(length: number): number {
  if (length <= 128) return Math.max(32, Math.ceil(length / 32) * 32);
  const step = 2 ** (29 - Math.clz32(length - 1));
  return Math.ceil(length / step) * step;
}

export interface AllocatorOptions {
  /** false: WebAssembly even where the machine's own library is built. */
  readonly native?: boolean;
}

/** Released pieces are taken again by tensors of the same rounded length. */
export class PieceAllocator implements TensorsAllocator {
  readonly memory: TensorsMemory;
  readonly #free = new Map<number, number[]>();
  readonly #lengths = new Map<number, number>();
  #end: number;
  #used = 0;

  /** @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
  constructor({ native = true }: AllocatorOptions = {}) {
    this.memory = tensorsMemory(native ? nativeTensorsFunctions() : undefined);
    this.#end = this.memory.first;
  }

  /** Numbers in pieces that are given out. */
  get used(): number {
    return this.#used;
  }

  allocate(length: number): number {
    const size = rounded(length);
    let at = this.#free.get(size)?.pop();
    if (at === undefined) {
      at = this.#end;
      this.memory.grow(at + size + SLACK);
      this.#end = at + size;
    }
    this.#lengths.set(at, size);
    this.#used += size;
    return at;
  }

  release(address: number): void {
    const size = this.#lengths.get(address);
    if (size === undefined) throw new RangeError(`release: nothing was allocated at ${address}`);
    this.#lengths.delete(address);
    this.#used -= size;
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [address]);
    else free.push(address);
  }
}
