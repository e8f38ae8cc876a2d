/** A chain of scalar operations as the words that map.h reads: slots, steps, copies. */
import { DomainError } from "../../../errors.js";
import type { MapStep, NumberType } from "../../plan/index.js";
import { type ChainCall, type LoweredChain, lowerChain } from "./chain.js";
import { costOf, stepNumber } from "./step-functions.js";
import { aligned, broadcastStrides, mergedAxes, sizeOf } from "./strides.js";

/** Modes of a slot, in the order of map.h. */
const REGISTER = 0;
const DIRECT = 1;
const OUTPUT = 2;
const PATTERN = 3;
const RUNS = 4;
const SPLAT = 5;
const CONSTANT = 6;
/** Of map.h. */
const MOST_SLOTS = 224;
const MOST_AXES = 8;
const LONGEST_PATTERN = 1024;

/** A tensor in memory. */
export interface Located {
  readonly address: number;
  readonly shape: readonly number[];
  readonly type: NumberType;
}

export interface ChainPlan {
  readonly shape: readonly number[];
  readonly inputs: readonly Located[];
  readonly outputs: readonly Located[];
  readonly steps: readonly MapStep[];
  readonly results: readonly number[];
}

interface Slot {
  mode: number;
  source: number;
  extra: number;
  /** Numbers of work space besides a block. */
  room: number;
  axes?: readonly number[];
  register?: number;
}

export interface EncodedChain {
  /** How many numbers it works on. */
  readonly room: number;
  /** Of one number of the output, in about sixteenths of nanoseconds. */
  readonly cost: number;
}

/** Appends the chain to `words`; it works from `work` on. */
export function encodeChain(words: number[], plan: ChainPlan, work: number): EncodedChain {
  const lowered = lowerChain(
    plan.inputs.map(({ type }) => type),
    plan.steps,
    plan.results,
    plan.outputs.map(({ type }) => type),
  );
  const encoder = new ChainEncoder(plan, lowered);
  const room = encoder.encode(words, work);
  const tensors = plan.inputs.length + plan.outputs.length;
  return { room, cost: 2 * tensors + costOf(lowered.calls) };
}

class ChainEncoder {
  readonly #plan: ChainPlan;
  readonly #chain: LoweredChain;
  readonly #calls: ChainCall[];
  readonly #slots: Slot[] = [];
  /** Slot of each value. */
  readonly #slotOf = new Map<number, number>();
  readonly #copies: [slot: number, address: number][] = [];
  /** The last call that reads a value; the number of calls for what is copied. */
  readonly #lastRead = new Map<number, number>();

  constructor(plan: ChainPlan, chain: LoweredChain) {
    this.#plan = plan;
    this.#chain = chain;
    this.#calls = [...chain.calls];
  }

  encode(words: number[], work: number): number {
    const results = this.#separateResults();
    this.#calls.forEach((call, k) => {
      for (const value of call.from) this.#lastRead.set(value, k);
    });
    for (const value of results) this.#lastRead.set(value, this.#calls.length);
    this.#addInputs();
    const direct = this.#directOutputs(results);
    this.#addCalls(direct);
    results.forEach((value, k) => {
      const { address } = this.#plan.outputs[k];
      const slot = this.#slotOf.get(value)!;
      if (direct.get(value) !== address) this.#copies.push([slot, address]);
    });
    if (this.#slots.length > MOST_SLOTS) {
      throw new DomainError(
        `a map of ${this.#calls.length} steps on ${this.#plan.inputs.length} inputs wants ${this.#slots.length} blocks at once; ${MOST_SLOTS} are there: split it.`,
      );
    }
    return this.#write(words, work);
  }

  /** An input that becomes an output goes through a register where another output lies over it. */
  #separateResults(): number[] {
    const { inputs, outputs } = this.#plan;
    let next = this.#chain.values;
    return this.#chain.results.map((value, k) => {
      const overlaid =
        value < inputs.length &&
        outputs.some(({ address }, other) => other !== k && address === inputs[value].address);
      if (!overlaid) return value;
      const out = next++;
      this.#calls.push({ name: "copy", out, from: [value] });
      return out;
    });
  }

  #addInputs(): void {
    this.#plan.inputs.forEach(({ address, shape }, value) => {
      if (!this.#lastRead.has(value)) return;
      this.#slotOf.set(value, this.#slots.length);
      this.#slots.push(broadcastSlot(address, shape, this.#plan.shape));
    });
    for (const [value, bits] of this.#chain.constants) {
      if (!this.#lastRead.has(value)) continue;
      this.#slotOf.set(value, this.#slots.length);
      this.#slots.push({ mode: CONSTANT, source: bits, extra: 0, room: 0 });
    }
  }

  /** Values that are computed in the place of an output, because nobody reads later what was there. */
  #directOutputs(results: readonly number[]): Map<number, number> {
    const direct = new Map<number, number>();
    const made = new Map(this.#calls.map((call, k) => [call.out, k]));
    results.forEach((value, k) => {
      const when = made.get(value);
      if (when === undefined || direct.has(value)) return;
      const { address } = this.#plan.outputs[k];
      const readLater = this.#plan.inputs.some(
        (input, j) => input.address === address && (this.#lastRead.get(j) ?? -1) > when,
      );
      if (!readLater) direct.set(value, address);
    });
    return direct;
  }

  /** Registers are given back after the last call that reads them. */
  #addCalls(direct: ReadonlyMap<number, number>): void {
    const free: number[] = [];
    this.#calls.forEach((call, k) => {
      for (const value of new Set(call.from)) {
        const slot = this.#slotOf.get(value)!;
        if (this.#lastRead.get(value) === k && this.#slots[slot].mode === REGISTER) free.push(slot);
      }
      const address = direct.get(call.out);
      let slot = address === undefined ? free.pop() : undefined;
      if (slot === undefined) {
        slot = this.#slots.length;
        const mode = address === undefined ? REGISTER : OUTPUT;
        this.#slots.push({ mode, source: address ?? 0, extra: 0, room: 0 });
      }
      this.#slotOf.set(call.out, slot);
    });
  }

  #write(words: number[], work: number): number {
    const count = sizeOf(this.#plan.shape);
    const blocks = this.#slots.filter(({ mode }) => mode !== DIRECT).length;
    const longest = blocks <= 7 ? 1024 : blocks <= 14 ? 512 : 256;
    const block = Math.min(longest, aligned(count));
    const start = words.length;
    const { length: slots } = this.#slots;
    words.push(block, slots, this.#calls.length, this.#copies.length);
    let axesAt = 4 + 4 * slots + 5 * this.#calls.length + 2 * this.#copies.length;
    let used = 0;
    const axes: number[] = [];
    for (const slot of this.#slots) {
      const at = work + used;
      if (slot.mode !== DIRECT) used += aligned(block + slot.room);
      let { extra } = slot;
      if (slot.axes !== undefined) {
        extra = axesAt;
        axes.push(...slot.axes);
        axesAt += slot.axes.length;
      }
      words.push(slot.mode, slot.mode === DIRECT ? 0 : at, slot.source, extra);
    }
    for (const { name, out, from } of this.#calls) {
      const [a, b = from[0], c = from[0]] = from;
      const operands = [out, a, b, c].map((value) => this.#slotOf.get(value)!);
      words.push(stepNumber(name), ...operands);
    }
    for (const copy of this.#copies) words.push(...copy);
    words.push(...axes);
    if (words.length - start !== axesAt) throw new RangeError("encodeChain: lengths disagree");
    return used;
  }
}

/** How a block of an input, broadcast to `shape`, is found. */
function broadcastSlot(source: number, from: readonly number[], shape: readonly number[]): Slot {
  const axes = mergedAxes(shape, [broadcastStrides(from, shape)]);
  const stride = (k: number): number => axes[k].strides[0];
  if (axes.length === 0) return { mode: DIRECT, source, extra: 0, room: 0 };
  if (axes.length === 1) {
    return { mode: stride(0) === 0 ? SPLAT : DIRECT, source, extra: 0, room: 0 };
  }
  const period = axes[1].length;
  if (axes.length === 2 && stride(0) === 0 && period <= LONGEST_PATTERN) {
    return { mode: PATTERN, source, extra: period, room: period };
  }
  if (axes.length > MOST_AXES) {
    throw new DomainError(
      `a map broadcasts [${from}] to [${shape}], ${axes.length} axes that alternate; ${MOST_AXES} are carried: broadcast it first.`,
    );
  }
  const told = axes.flatMap(({ length, strides }) => [length, strides[0]]);
  return { mode: RUNS, source, extra: 0, room: 0, axes: [axes.length, ...told] };
}
