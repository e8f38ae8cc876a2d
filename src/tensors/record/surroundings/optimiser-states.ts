/** What optimisers keep beside variables: how often they were applied, and which slots they have. */
import type * as tf from "@tensorflow/tfjs-core";
import { WatchedOptimiser } from "../optimisers.js";

type Fields = Record<string, unknown>;

/** Optimisers as they were when a step first met them. */
export class OptimiserStates {
  readonly #states = new Map<tf.Optimizer, Readonly<Fields>>();

  note(optimiser: tf.Optimizer): void {
    if (this.#states.has(optimiser)) return;
    const fields = Object.entries(optimiser as unknown as Fields).flatMap(
      ([name, value]): [string, unknown][] => {
        if (Array.isArray(value)) return [[name, [...value]]];
        const isPlain = typeof value === "number" || typeof value === "boolean";
        return isPlain ? [[name, value]] : [];
      },
    );
    this.#states.set(optimiser, Object.fromEntries(fields));
  }

  get optimisers(): tf.Optimizer[] {
    return [...this.#states.keys()];
  }

  /** How many there were when it was met. */
  iterationsOf(optimiser: tf.Optimizer): number {
    return (this.#states.get(optimiser)?.iterations_ as number | undefined) ?? 0;
  }

  /** Variables that optimisers made for themselves since. */
  newSlots(): Set<tf.Variable> {
    const found = new Set<tf.Variable>();
    for (const [optimiser, state] of this.#states) {
      for (const [name, value] of Object.entries(optimiser as unknown as Fields)) {
        if (!Array.isArray(value)) continue;
        const before = new Set((state[name] ?? []) as unknown[]);
        for (const slot of value as ({ variable?: tf.Variable } | undefined)[]) {
          if (slot?.variable !== undefined && !before.has(slot)) found.add(slot.variable);
        }
      }
    }
    return found;
  }

  /** A number that the step itself moved on, which a replay would not: not the count of iterations. */
  moved(): { readonly optimiser: string; readonly name: string } | undefined {
    for (const [optimiser, state] of this.#states) {
      for (const [name, value] of Object.entries(state)) {
        if (Array.isArray(value) || name === "iterations_" || name === "learningRate") continue;
        const now = (optimiser as unknown as Fields)[name];
        if (!Object.is(now, value)) return { optimiser: optimiser.constructor.name, name };
      }
    }
    return undefined;
  }

  /** Slots that were made since are disposed of. */
  restore(): void {
    for (const slot of this.newSlots()) slot.dispose();
    for (const [optimiser, state] of this.#states) {
      const fields = optimiser as unknown as Fields;
      for (const [name, value] of Object.entries(state)) {
        const now = fields[name];
        if (Array.isArray(value) && Array.isArray(now)) now.splice(0, now.length, ...value);
        else if (name !== "learningRate") fields[name] = value;
        else if (now !== value) new WatchedOptimiser(optimiser).learningRate = value as number;
      }
      if (!("iterations_" in state) && "iterations_" in fields) fields.iterations_ = 0;
    }
  }
}
