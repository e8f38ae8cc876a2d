/** The worker threads' side: what they can be asked to do. */
import { Matrix } from "../../numerics/index.js";
import { type FleetTask, runInFleet } from "../../training-fleet.js";
import { type Outcome, outcome } from "../../worker-pool.js";
import { relativeMeanDistance } from "../distance/index.js";
import type { EnsembleOptions } from "../options.js";
import { fromPortable, type PortableSettings, packMatrices } from "../portable.js";
import { trainingSteps } from "../training/train-ensemble.js";

export interface TrainingTask extends FleetTask {
  settings: PortableSettings;
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
export function trainTask(task: TrainingTask): Promise<Outcome<unknown>> {
  return outcome(() => {
    const options = fromPortable(task.settings) as EnsembleOptions;
    const run = runInFleet(task, (control) => trainingSteps(options, control));
    return packMatrices({ ...run, settings: undefined });
  });
}

/** RMD² of two clouds. */
export function distanceTask({ columns, first, second }: DistanceTask): Promise<Outcome<number>> {
  const cloud = (data: Float64Array) => new Matrix(data.length / columns, columns, data);
  return outcome(() => relativeMeanDistance(cloud(first), cloud(second)));
}
