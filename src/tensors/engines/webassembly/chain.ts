/**
 * A chain of scalar operations as a list of calls of compiled functions: types made explicit,
 * what nobody reads left out, pairs of operations joined where a compiled function does both.
 */
import { ShapeError } from "../../../errors.js";
import type { BinaryCode, MapStep, NumberType, UnaryCode } from "../../plan/index.js";
import { isFloat, valueTypes } from "../../plan/index.js";
import { lowerBinary, lowerUnary } from "./step-functions.js";

/** One call. Values are numbered: inputs first, then constants and calls as they come. */
export interface ChainCall {
  name: string;
  out: number;
  from: number[];
}

export interface LoweredChain {
  readonly calls: readonly ChainCall[];
  /** Bits of the values that are constants. */
  readonly constants: ReadonlyMap<number, number>;
  /** Which value is written to each output. */
  readonly results: readonly number[];
  readonly values: number;
}

export function lowerChain(
  inputs: readonly NumberType[],
  steps: readonly MapStep[],
  results: readonly number[],
  outputs: readonly NumberType[],
): LoweredChain {
  const types = valueTypes(inputs, steps);
  const lowering = new Lowering(types, inputs.length);
  for (const step of steps) lowering.add(step);
  const wanted = results.map((value, k) => {
    if (isFloat(types[value]) !== isFloat(outputs[k])) {
      throw new ShapeError(
        `a map's output ${k} is ${outputs[k]}, but value ${value} is ${types[value]}; end the chain with toFloat or toInteger.`,
      );
    }
    return lowering.valueOf(value);
  });
  const calls = joinPairs(withoutUnread(lowering.calls, wanted), wanted);
  return { calls, constants: lowering.constants, results: wanted, values: lowering.next };
}

class Lowering {
  readonly calls: ChainCall[] = [];
  readonly constants = new Map<number, number>();
  next: number;
  readonly #types: readonly NumberType[];
  /** For each value of the map, the value here. */
  readonly #values: number[] = [];
  readonly #asFloat = new Map<number, number>();

  constructor(types: readonly NumberType[], inputs: number) {
    this.#types = types;
    this.next = inputs;
    for (let k = 0; k < inputs; k++) this.#values.push(k);
  }

  valueOf(value: number): number {
    return this.#values[value];
  }

  add(step: MapStep): void {
    const type = this.#types[this.#values.length];
    if (step.code === "constant") {
      this.#values.push(this.#constant(step.value, type));
      return;
    }
    const { from } = step;
    if (step.code === "select") {
      const [condition, yes, no] = from;
      const judged = isFloat(this.#types[condition])
        ? this.#call("toBoolean", [this.#values[condition]])
        : this.#values[condition];
      const sides = [yes, no].map((k) => (isFloat(type) ? this.#float(k) : this.#values[k]));
      this.#values.push(this.#call("select", [judged, ...sides]));
      return;
    }
    const lowered =
      from.length === 1
        ? lowerUnary(step.code as UnaryCode, this.#types[from[0]])
        : lowerBinary(step.code as BinaryCode, this.#types[from[0]], this.#types[from[1]]);
    if ("same" in lowered) this.#values.push(this.#values[from[0]]);
    else if ("constant" in lowered)
      this.#values.push(this.#constant(lowered.constant, lowered.type));
    else {
      const operands = from.map((k) => (lowered.floats ? this.#float(k) : this.#values[k]));
      this.#values.push(this.#call(lowered.name, operands));
    }
  }

  #float(value: number): number {
    const here = this.#values[value];
    if (isFloat(this.#types[value])) return here;
    let float = this.#asFloat.get(here);
    if (float === undefined) {
      float = this.#call("i.toFloat", [here]);
      this.#asFloat.set(here, float);
    }
    return float;
  }

  #call(name: string, from: number[]): number {
    const out = this.next++;
    this.calls.push({ name, out, from });
    return out;
  }

  #constant(value: number, type: NumberType): number {
    const out = this.next++;
    this.constants.set(out, isFloat(type) ? floatBits(value) : value | 0);
    return out;
  }
}

const float = new Float32Array(1);
const word = new Int32Array(float.buffer);

/** The bits of a float32. */
export function floatBits(value: number): number {
  float[0] = value;
  return word[0];
}

function withoutUnread(calls: readonly ChainCall[], results: readonly number[]): ChainCall[] {
  const read = new Set(results);
  const kept: ChainCall[] = [];
  for (let k = calls.length - 1; k >= 0; k--) {
    if (!read.has(calls[k].out)) continue;
    for (const value of calls[k].from) read.add(value);
    kept.push(calls[k]);
  }
  return kept.reverse();
}

/** By the first operation, the second, and which operand of the second the first is. */
const PAIRS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  multiply: {
    add: ["multiplyAdd", "multiplyAdd"],
    subtract: ["multiplySubtract", "multiplySubtractFrom"],
    multiply: ["multiplyMultiply", "multiplyMultiply"],
  },
  add: { multiply: ["addMultiply", "addMultiply"], add: ["addAdd", "addAdd"] },
  subtract: { multiply: ["subtractMultiply", "subtractMultiply"] },
};

/** Joins an operation with the only one that reads it. */
function joinPairs(calls: readonly ChainCall[], results: readonly number[]): ChainCall[] {
  const reads = new Map<number, number>();
  for (const value of [...results, ...calls.flatMap(({ from }) => from)]) {
    reads.set(value, (reads.get(value) ?? 0) + 1);
  }
  const byOut = new Map(calls.map((call) => [call.out, call]));
  const gone = new Set<number>();
  const joined = calls.map((call) => {
    for (const [side, value] of call.from.entries()) {
      const first = byOut.get(value);
      if (first === undefined || reads.get(value) !== 1) continue;
      const name = PAIRS[first.name]?.[call.name]?.[side];
      if (name === undefined) continue;
      gone.add(first.out);
      byOut.delete(first.out);
      byOut.delete(call.out);
      return { name: `p.${name}`, out: call.out, from: [...first.from, call.from[1 - side]] };
    }
    return call;
  });
  return joined.filter(({ out }) => !gone.has(out));
}
