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

/** Runs one task to its end; the run comes back packed, without its settings. */
export function runTrainingTask({ settings, store, shared, index }: TrainingTask): unknown {
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
