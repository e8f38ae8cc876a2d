/** Builds maps: chains of scalar operations on broadcast inputs. */
import { backend_util } from "@tensorflow/tfjs-core";
import {
  type BinaryCode,
  isFloat,
  type MapStep,
  type NumberType,
  type Place,
  type TernaryCode,
  type UnaryCode,
  valueTypes,
} from "../../plan/index.js";
import { type Emitter, viewed } from "./lowering.js";

/** Values are numbered: inputs first, then steps. */
export class Chain {
  readonly steps: MapStep[] = [];
  readonly #inputs: number;

  constructor(inputs: number) {
    this.#inputs = inputs;
  }

  step(code: UnaryCode | BinaryCode | TernaryCode, ...from: number[]): number {
    this.steps.push({ code, from });
    return this.#inputs + this.steps.length - 1;
  }

  constant(value: number, type: NumberType = "float32"): number {
    this.steps.push({ code: "constant", value, type });
    return this.#inputs + this.steps.length - 1;
  }
}

/** Says which value is the result; inputs are the values 0, 1, … */
export type Build = (chain: Chain) => number;

/** @throws Error of TensorFlow.js for shapes that cannot be broadcast */
export function broadcastShape(places: readonly Place[]): readonly number[] {
  let shape = [...places[0].shape];
  for (const place of places.slice(1)) {
    shape = backend_util.assertAndGetBroadcastShape(shape, [...place.shape]);
  }
  return shape;
}

/**
 * One map with one output.
 * @param type of the output; without it, the type that the chain's result has
 */
export function mapped(
  emitter: Emitter,
  inputs: readonly Place[],
  build: Build,
  type?: NumberType,
): Place {
  const shape = broadcastShape(inputs);
  const chain = new Chain(inputs.length);
  const result = chainResult(chain, build, inputs, type);
  const output = emitter.place(shape, result.type);
  const { steps } = chain;
  emitter.emit({ kind: "map", inputs, outputs: [output], steps, results: [result.value] });
  return output;
}

/** Builds a chain and ends it with a conversion where the type that is wanted is of another kind. */
export function chainResult(
  chain: Chain,
  build: Build,
  inputs: readonly { readonly type: NumberType }[],
  wanted?: NumberType,
): { value: number; type: NumberType } {
  let value = build(chain);
  const types = valueTypes(
    inputs.map(({ type }) => type),
    chain.steps,
  );
  const type = wanted ?? types[value];
  if (isFloat(type) !== isFloat(types[value])) {
    value = chain.step(isFloat(type) ? "toFloat" : "toInteger", value);
  }
  return { value, type };
}

/** Inputs of other types become float32; a float32 is returned as it is. */
export function asFloat(emitter: Emitter, place: Place): Place {
  if (isFloat(place.type)) return place;
  return mapped(emitter, [place], (chain) => chain.step("toFloat", 0));
}

/** A boolean is the integer 0 or 1 already. */
export const asInteger = (place: Place): Place =>
  place.type === "bool" ? { ...viewed(place, place.shape), type: "int32" } : place;
