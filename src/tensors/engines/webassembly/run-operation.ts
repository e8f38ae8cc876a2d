/**
 * Operations one by one, each as soon as it is asked for, on a memory whose tensors somebody else
 * places. Tensors begin at multiples of 32 numbers and have room for whole multiples; what fills
 * them up may be read.
 */
import type { TensorsMemory } from "../../../native/tensors-build.js";
import type { MapOperation, Operation } from "../../plan/index.js";
import { NORMAL_SEGMENTS, normalTable } from "../normal-table.js";
import { encode, type Placement } from "./encode.js";
import { MapTemplates } from "./map-templates.js";
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
  readonly #templates = new MapTemplates();

  constructor(allocator: TensorsAllocator) {
    this.#allocator = allocator;
    this.#instruction = { at: allocator.allocate(SHORT), length: SHORT };
  }

  /** @param addressOf where each buffer of the operation lies @throws ShapeError, DomainError for what is not carried */
  run(operation: Operation, addressOf: (buffer: number) => number): void {
    if (operation.kind === "map" && this.#runMap(operation, addressOf)) return;
    const placement: Placement = {
      addressOf,
      work: this.#work.at,
      normalTable: () => this.#normalTable(),
    };
    let words: number[] = [];
    const { all: work } = encode(words, operation, placement);
    if (words.length === 0) return;
    if (work > this.#work.length) {
      this.#makeRoom(work, 0);
      words = [];
      encode(words, operation, { ...placement, work: this.#work.at });
    }
    this.#makeRoom(work, words.length);
    const { memory } = this.#allocator;
    memory.wholes.set(words, this.#instruction.at);
    memory.replay(this.#instruction.at, this.#instruction.at + words.length, 1);
  }

  /** By the template of its instruction, where there is one. */
  #runMap(operation: MapOperation, addressOf: (buffer: number) => number): boolean {
    const template = this.#templates.of(operation);
    if (template === undefined) return false;
    const { words, addresses, work } = template;
    if (words.length === 0) return true;
    this.#makeRoom(work, words.length);
    const { inputs, outputs } = operation;
    const given = inputs.map(({ buffer }) => addressOf(buffer));
    for (const { buffer } of outputs) given.push(addressOf(buffer));
    given.push(this.#work.at);
    const { at } = this.#instruction;
    const { memory } = this.#allocator;
    const { wholes } = memory;
    wholes.set(words, at);
    for (let k = 0; k < addresses.length; k += 2)
      wholes[at + addresses[k]] += given[addresses[k + 1]];
    memory.replay(at, at + words.length, 1);
    return true;
  }

  #makeRoom(work: number, instruction: number): void {
    if (work > this.#work.length) this.#work = this.#moreRoom(this.#work, work);
    if (instruction > this.#instruction.length) {
      this.#instruction = this.#moreRoom(this.#instruction, instruction);
    }
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
