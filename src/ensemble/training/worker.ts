/** The worker thread's side of trainEnsembles: one task is one run. */
import type { EnsembleOptions } from "../options.js";
import { fromPortable, type PortableSettings, packMatrices } from "../portable.js";
import { trainingSteps } from "./train.js";

export interface TrainingTask {
  settings: PortableSettings;
  store: string | undefined;
  /** Int32: 0 is the flag that ends all runs, 1 + index is the run's step. */
  shared: SharedArrayBuffer;
  index: number;
}

/** A run, packed and without its settings; or why there is none, since errors lose their class. */
export type TrainingOutcome = { run: unknown } | { failure: { name: string; message: string } };

/** Runs one task to its end. */
export function runTrainingTask(task: TrainingTask): TrainingOutcome {
  try {
    return { run: trained(task) };
  } catch (error) {
    const { name, message } = error as Error;
    return { failure: { name, message } };
  }
}

function trained({ settings, store, shared, index }: TrainingTask): unknown {
  const words = new Int32Array(shared);
  const steps = trainingSteps(fromPortable(settings) as EnsembleOptions, {
    store,
    signal: {
      get aborted() {
        return Atomics.load(words, 0) !== 0;
      },
    },
    onProgress: ({ step }) => {
      Atomics.store(words, 1 + index, step);
    },
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return packMatrices({ ...value, settings: undefined });
  }
}
