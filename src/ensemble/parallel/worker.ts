/** The worker threads' side: what they can be asked to do. */
import { Matrix } from "../../numerics/index.js";
import { type Outcome, outcome } from "../../worker-pool.js";
import { relativeMeanDistance } from "../distance/index.js";
import type { EnsembleOptions } from "../options.js";
import { fromPortable, type PortableSettings, packMatrices } from "../portable.js";
import { trainingSteps } from "../training/train-ensemble.js";

export interface TrainingTask {
  settings: PortableSettings;
  store: string | undefined;
  /** Int32: 0 is the flag that ends all runs, 1 + index is the run's step. */
  shared: SharedArrayBuffer;
  index: number;
}

export interface DistanceTask {
  columns: number;
  /** The clouds' entries, row after row. */
  first: Float64Array;
  second: Float64Array;
}

/** The functions below by name, with what they take and give. */
export interface TaskKinds {
  trainTask: { task: TrainingTask; result: unknown };
  distanceTask: { task: DistanceTask; result: number };
}

/** A run from beginning to end; it comes back packed, without its settings. */
export function trainTask({
  settings,
  store,
  shared,
  index,
}: TrainingTask): Promise<Outcome<unknown>> {
  return outcome(() => {
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
  });
}

/** RMD² of two clouds. */
export function distanceTask({ columns, first, second }: DistanceTask): Promise<Outcome<number>> {
  const cloud = (data: Float64Array) => new Matrix(data.length / columns, columns, data);
  return outcome(() => relativeMeanDistance(cloud(first), cloud(second)));
}
