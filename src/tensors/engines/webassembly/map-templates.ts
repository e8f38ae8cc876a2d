/**
 * Instructions of maps that were encoded before: an eager program asks for the same few over and over,
 * with tensors that lie elsewhere. A template is the instruction for addresses of 0, and where in it each
 * address is to be added.
 */
import type { MapOperation, Place } from "../../plan/index.js";
import { encode } from "./encode.js";

export interface MapTemplate {
  readonly words: Int32Array;
  /** Pairs: a word, and which address belongs there: an input, an output after them, then work. */
  readonly addresses: Int32Array;
  readonly work: number;
}

/** Apart, so that no two tensors seem to overlap. */
const APART = 2 ** 20;
/** Of templates that are kept at once. */
const MOST = 2048;

export class MapTemplates {
  readonly #templates = new Map<string, MapTemplate>();

  /** Undefined where a tensor is written in the place of one that is read: that is encoded each time. */
  of(operation: MapOperation): MapTemplate | undefined {
    const { inputs, outputs } = operation;
    for (const { buffer } of outputs) {
      for (const input of inputs) if (input.buffer === buffer) return undefined;
    }
    const key = keyOf(operation);
    let template = this.#templates.get(key);
    if (template === undefined) {
      if (this.#templates.size >= MOST) this.#templates.clear();
      template = templateOf(operation);
      this.#templates.set(key, template);
    }
    return template;
  }
}

function keyOf({ steps, inputs, outputs, results }: MapOperation): string {
  let key = "";
  for (const step of steps) {
    key +=
      step.code === "constant"
        ? `${Object.is(step.value, -0) ? "-0" : step.value} ${step.type}|`
        : `${step.code} ${step.from}|`;
  }
  for (const { type, shape } of inputs) key += `${type}${shape}|`;
  key += results;
  for (const { type, shape } of outputs) key += `|${type}${shape}`;
  return key;
}

/** Two encodings with other addresses differ by how far the address in each word was moved. */
function templateOf(operation: MapOperation): MapTemplate {
  const numbered = (place: Place, buffer: number): Place => ({ ...place, buffer });
  const { length } = operation.inputs;
  const apart: MapOperation = {
    ...operation,
    inputs: operation.inputs.map(numbered),
    outputs: operation.outputs.map((place, k) => numbered(place, length + k)),
  };
  const count = length + operation.outputs.length;
  const encoded = (move: number): [words: number[], work: number] => {
    const words: number[] = [];
    const addressOf = (k: number): number => (k + 1) * (APART + move);
    const placement = { addressOf, work: addressOf(count), normalTable: () => 0 };
    const { all } = encode(words, apart, placement);
    return [words, all];
  };
  const [words, work] = encoded(0);
  const [moved] = encoded(1);
  const addresses: number[] = [];
  words.forEach((word, k) => {
    const place = moved[k] - word;
    if (place === 0) return;
    addresses.push(k, place - 1);
    words[k] = word - place * APART;
  });
  return { words: Int32Array.from(words), addresses: Int32Array.from(addresses), work };
}
