/** Runs a step operation by operation, and says which of them first made a number that is not finite. */
import * as tf from "@tensorflow/tfjs-core";
import {
  currentBackend,
  INTERTWINE,
  type IntertwineBackend,
  type Numbers,
  type Recorder,
  registerIntertwine,
  type Writing,
} from "../../backend/index.js";
import type { Operation } from "../../plan/index.js";

/**
 * A sentence such as "Log at model.ts:12 made NaN at entry 3 of [8,1], from -0.2". NaN that no operation
 * made came with the batch or a variable: "Mean at model.ts:12 was given NaN at entry 7 of [8,4]".
 * Infinities alone may be meant (−∞ is how entries are masked): one is named alone only where nothing
 * made NaN.
 * @returns undefined where all numbers are finite
 */
export async function firstNotFinite(step: () => void): Promise<string | undefined> {
  if (currentBackend() !== undefined) return watched(currentBackend()!, step);
  const before = tf.getBackend();
  registerIntertwine();
  await tf.setBackend(INTERTWINE);
  try {
    return watched(currentBackend()!, step);
  } finally {
    await tf.setBackend(before);
  }
}

function watched(backend: IntertwineBackend, step: () => void): string | undefined {
  const watch = new Watch(backend);
  const stop = backend.record(watch);
  try {
    // Looked at before the tensors of the step go.
    return tf.tidy(() => {
      step();
      return watch.finding() as unknown as tf.TensorContainer;
    }) as unknown as string | undefined;
  } finally {
    stop();
  }
}

class Watch implements Recorder {
  readonly wantsLines = true;
  readonly #backend: IntertwineBackend;
  readonly #released = new Set<number>();
  #last: Operation | undefined;
  #nan: string | undefined;
  #infinite: string | undefined;

  constructor(backend: IntertwineBackend) {
    this.#backend = backend;
  }

  /** Is told of an operation before it runs: the one before it has run. */
  operation(operation: Operation): void {
    this.#look();
    this.#last = operation;
  }

  written({ values, origin, line }: Writing): void {
    if (origin === "host") this.#note(values, () => `a tensor that is made${at(line)} holds`);
  }

  read(): void {}

  uncarried(): void {}

  released(buffer: number): void {
    if (this.#last?.outputs.some((place) => place.buffer === buffer)) this.#released.add(buffer);
  }

  finding(): string | undefined {
    this.#look();
    if (this.#nan === undefined) return this.#infinite;
    return this.#infinite === undefined ? this.#nan : `${this.#nan}, after ${this.#infinite}`;
  }

  #look(): void {
    const operation = this.#last;
    this.#last = undefined;
    if (operation === undefined || this.#nan !== undefined) return;
    for (const { buffer, shape, type } of operation.outputs) {
      if (type !== "float32" || this.#released.has(buffer)) continue;
      const { kernel, line } = operation;
      const values = this.#backend.peek(buffer);
      const given = values.some(Number.isNaN) ? this.#givenNaN(operation) : undefined;
      if (given !== undefined) {
        this.#nan = `${kernel}${at(line)} was given ${given}, which no operation made: look at the batch`;
        break;
      }
      const end = (entry: number) => ` of [${shape}]${this.#from(operation, entry, shape)}`;
      this.#note(values, () => `${kernel}${at(line)} made`, end);
    }
    this.#released.clear();
  }

  /** The first NaN among the inputs, but for those that it wrote into. */
  #givenNaN({ inputs, outputs }: Operation): string | undefined {
    for (const { buffer, shape, type } of inputs) {
      if (type !== "float32" || outputs.some((place) => place.buffer === buffer)) continue;
      const entry = this.#numbersOf(buffer)?.findIndex((value: number) => Number.isNaN(value));
      if (entry !== undefined && entry >= 0) return `NaN at entry ${entry} of [${shape}]`;
    }
    return undefined;
  }

  #numbersOf(buffer: number): Numbers | undefined {
    if (this.#released.has(buffer)) return undefined;
    try {
      return this.#backend.peek(buffer);
    } catch {
      return undefined;
    }
  }

  #note(values: Numbers, begin: () => string, end: (entry: number) => string = () => ""): void {
    if (this.#nan !== undefined) return;
    const entry = values.findIndex((value: number) => Number.isNaN(value));
    const sentence = (k: number) => `${begin()} ${values[k]} at entry ${k}${end(k)}`;
    if (entry >= 0) this.#nan = sentence(entry);
    else if (this.#infinite === undefined) {
      const k = values.findIndex((value: number) => !Number.isFinite(value));
      if (k >= 0) this.#infinite = sentence(k);
    }
  }

  /** The numbers that it was made from, where they stand at the same entry. */
  #from({ inputs }: Operation, entry: number, shape: readonly number[]): string {
    const numbers = inputs
      .filter((place) => `${place.shape}` === `${shape}`)
      .map(({ buffer }) => this.#numbersOf(buffer)?.[entry])
      .filter((value) => value !== undefined);
    return numbers.length === 0 ? "" : `, from ${numbers.join(" and ")}`;
  }
}

const at = (line: string | undefined): string => (line === undefined ? "" : ` at ${line}`);
