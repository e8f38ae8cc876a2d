/**
 * Puts scalar operations together to one map: inputs once, equal steps once, constants inside.
 *
 * Law: the map that is built gives the bits that its parts gave.
 */
import type { MapOperation, MapStep, NumberType, Place } from "../operation.js";

/** A number of the chain: an input, or what a step gives. */
export interface ChainValue {
  readonly key: number;
}

type Definition = { readonly place: Place } | { readonly step: MapStep };

export class ChainBuilder {
  readonly #definitions: Definition[] = [];
  readonly #known = new Map<string, ChainValue>();
  readonly #outputs: { readonly value: ChainValue; readonly place: Place }[] = [];

  input(place: Place): ChainValue {
    const { buffer, shape, type } = place;
    return this.#once(`input ${buffer} ${type} ${shape}`, { place });
  }

  constant(value: number, type: NumberType): ChainValue {
    const text = Object.is(value, -0) ? "-0" : String(value);
    return this.#once(`constant ${type} ${text}`, { step: { code: "constant", value, type } });
  }

  /** Appends the steps of `operation` to the values of its inputs; the values of its results. */
  append(operation: MapOperation, inputs: readonly ChainValue[]): ChainValue[] {
    const values = [...inputs];
    for (const step of operation.steps) {
      if (step.code === "constant") {
        values.push(this.constant(step.value, step.type ?? "float32"));
      } else if (step.code === "copy") {
        values.push(values[step.from[0]]);
      } else {
        const from = step.from.map((value) => values[value].key);
        const key = `step ${step.code} ${from}`;
        values.push(this.#once(key, { step: { code: step.code, from } }));
      }
    }
    return operation.results.map((result) => values[result]);
  }

  output(value: ChainValue, place: Place): void {
    this.#outputs.push({ value, place });
  }

  build(kernel: string, line: string | undefined): MapOperation {
    const read = this.#read();
    const order = [...read].sort((a, b) => a - b);
    const isInput = (key: number) => "place" in this.#definitions[key];
    const numbered = [...order.filter(isInput), ...order.filter((key) => !isInput(key))];
    const numbers = new Map(numbered.map((key, number) => [key, number]));
    const inputs: Place[] = [];
    const steps: MapStep[] = [];
    for (const key of numbered) {
      const definition = this.#definitions[key];
      if ("place" in definition) inputs.push(definition.place);
      else if (definition.step.code === "constant") steps.push(definition.step);
      else {
        const { code, from } = definition.step;
        steps.push({ code, from: from.map((value) => numbers.get(value)!) });
      }
    }
    return {
      ...{ kind: "map", kernel, inputs, steps },
      ...(line !== undefined && { line }),
      outputs: this.#outputs.map(({ place }) => place),
      results: this.#outputs.map(({ value }) => numbers.get(value.key)!),
    };
  }

  /** Keys of what the outputs are made of. */
  #read(): Set<number> {
    const read = new Set(this.#outputs.map(({ value }) => value.key));
    for (const key of read) {
      const definition = this.#definitions[key];
      if ("place" in definition || definition.step.code === "constant") continue;
      for (const value of definition.step.from) read.add(value);
    }
    return read;
  }

  #once(key: string, definition: Definition): ChainValue {
    let value = this.#known.get(key);
    if (value === undefined) {
      value = { key: this.#definitions.length };
      this.#known.set(key, value);
      this.#definitions.push(definition);
    }
    return value;
  }
}
