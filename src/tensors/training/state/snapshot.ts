/** All that a training changes, with its bits: variables, the optimisers' own, their counts of steps. */
import * as tf from "@tensorflow/tfjs-core";
import { DataError } from "../../../errors.js";
import { WatchedOptimiser } from "../../record/optimisers.js";
import { dropSlots, makeSlot, type NamedVariable, slotsOf } from "./optimiser-slots.js";

/** In an order, or by name: the same each time that the program runs. */
export type Variables = readonly tf.Variable[] | Readonly<Record<string, tf.Variable>>;

export interface TrainedParts {
  /** All that the step updates, the counters of `noise` too; the optimisers' own are found. */
  readonly variables: Variables;
  readonly optimisers?: readonly tf.Optimizer[];
}

export interface SavedVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: "float32" | "int32" | "bool";
  readonly values: Float32Array | Int32Array | Uint8Array;
}

export interface Snapshot {
  readonly saved: readonly SavedVariable[];
  /** Of each optimiser. */
  readonly iterations: readonly number[];
}

/** Names are the user's own, and for an optimiser's "optimiser 0 field.number". */
export function variablesOf({ variables, optimisers = [] }: TrainedParts): NamedVariable[] {
  return [
    ...Object.entries(variables).map(([name, variable]) => ({
      name: `variable ${name}`,
      variable,
    })),
    ...optimisers.flatMap((optimiser, k) =>
      slotsOf(optimiser).map(({ name, variable }) => ({
        name: `optimiser ${k} ${name}`,
        variable,
      })),
    ),
  ];
}

export async function takeSnapshot(parts: TrainedParts): Promise<Snapshot> {
  const named = variablesOf(parts);
  const iterations = (parts.optimisers ?? []).map(({ iterations }) => iterations);
  const values = await Promise.all(named.map(({ variable }) => variable.data()));
  const saved = named.map(({ name, variable: { shape, dtype } }, k) => {
    return { name, shape, type: dtype as SavedVariable["type"], values: values[k] };
  });
  return { saved, iterations };
}

/** @throws DataError where the parts are not those of the snapshot */
export function restoreSnapshot(parts: TrainedParts, { saved, iterations }: Snapshot): void {
  const optimisers = parts.optimisers ?? [];
  const wanted = new Set(saved.map(({ name }) => name));
  // Slots that were not there yet: TensorFlow.js makes them anew.
  optimisers.forEach((optimiser, k) => {
    const later = slotsOf(optimiser).some(({ name }) => !wanted.has(`optimiser ${k} ${name}`));
    if (later) dropSlots(optimiser);
  });
  const present = new Map(variablesOf(parts).map(({ name, variable }) => [name, variable]));
  for (const { name, shape, type, values } of saved) {
    const first = tf.engine().makeTensor(values.slice(), [...shape], type) as tf.Tensor;
    const variable = present.get(name);
    if (variable !== undefined) variable.assign(first);
    else if (madeSlot(optimisers, name, first) === undefined) {
      first.dispose();
      throw new DataError(
        `checkpoint: it holds "${name}", which is not there now; expected the same optimisers as when it was written.`,
      );
    }
    first.dispose();
  }
  optimisers.forEach((optimiser, k) => {
    new WatchedOptimiser(optimiser).iterations = iterations[k];
  });
}

function madeSlot(optimisers: readonly tf.Optimizer[], name: string, first: tf.Tensor) {
  const [, k, slot] = /^optimiser (\d+) (.*)$/.exec(name) ?? [];
  return slot === undefined ? undefined : makeSlot(optimisers[Number(k)], slot, first);
}

/** The first number that is not finite. */
export function notFiniteIn({ saved }: Snapshot): string | undefined {
  for (const { name, values } of saved) {
    for (let k = 0; k < values.length; k++) {
      if (!Number.isFinite(values[k])) return `${name} has ${values[k]} at entry ${k}`;
    }
  }
  return undefined;
}
