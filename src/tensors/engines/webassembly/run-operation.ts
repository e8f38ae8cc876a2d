/**
 * Operations one by one, each as soon as it is asked for, on a memory whose tensors somebody else
 * places. Tensors begin at multiples of 32 numbers and have room for whole multiples; what fills
 * them up may be read.
 */
import type { TensorsMemory } from "../../../native/tensors-build.js";
import type { Operation } from "../../plan/index.js";
import { NORMAL_SEGMENTS, normalTable } from "../normal-table.js";
import { encode, type Placement } from "./encode.js";
import { aligned } from "./strides.js";

/** Gives addresses in a memory. */
export interface TensorsAllocator {
  readonly memory: TensorsMemory;
  /** Room for `length` numbers: an address, a multiple of 32. */
  allocate(length: number): number;
  release(address: number): void;
}

/** Instructions of most operations are shorter. */
const SHORT = 4096;

export class OperationRunner {
  readonly #allocator: TensorsAllocator;
  #instruction: Room;
  #work: Room = { at: 0, length: 0 };
  #table: number | undefined;

  constructor(allocator: TensorsAllocator) {
    this.#allocator = allocator;
    this.#instruction = { at: allocator.allocate(SHORT), length: SHORT };
  }

  /** @param addressOf where each buffer of the operation lies @throws ShapeError, DomainError for what is not carried */
  run(operation: Operation, addressOf: (buffer: number) => number): void {
    const placement: Placement = {
      addressOf,
      work: this.#work.at,
      normalTable: () => this.#normalTable(),
    };
    let words: number[] = [];
    const work = encode(words, operation, placement);
    if (words.length === 0) return;
    if (work > this.#work.length) {
      this.#work = this.#moreRoom(this.#work, work);
      words = [];
      encode(words, operation, { ...placement, work: this.#work.at });
    }
    if (words.length > this.#instruction.length) {
      this.#instruction = this.#moreRoom(this.#instruction, words.length);
    }
    const { memory } = this.#allocator;
    memory.wholes.set(words, this.#instruction.at);
    memory.replay(this.#instruction.at, this.#instruction.at + words.length, 1);
  }

  #moreRoom(room: Room, wanted: number): Room {
    if (room.length > 0) this.#allocator.release(room.at);
    const length = aligned(Math.ceil(1.5 * wanted));
    return { at: this.#allocator.allocate(length), length };
  }

  #normalTable(): number {
    if (this.#table === undefined) {
      this.#table = this.#allocator.allocate(4 * NORMAL_SEGMENTS);
      this.#allocator.memory.wholes.set(normalTable(), this.#table);
    }
    return this.#table;
  }
}

interface Room {
  at: number;
  length: number;
}
