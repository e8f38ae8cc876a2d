/** The worker threads' side: one run from beginning to end. */
import { Matrix } from "../../numerics/index.js";
import { type FleetTask, runInFleet } from "../../training-fleet.js";
import { type Outcome, outcome } from "../../worker-pool.js";
import type { GradientTerm, PortableTerm } from "../training/gradient-term.js";
import type { TrainingRecord } from "../training/saved-state.js";
import type { PerceptronTraining } from "../training/settings.js";
import { perceptronSteps } from "../training/train-perceptron.js";

/** A run as the structured clone carries it. */
export interface PerceptronTask {
  options: Omit<PerceptronTraining, "points" | "targets" | "term">;
  points: PortableMatrix;
  targets: PortableMatrix;
  term: PortableTerm | undefined;
}

export interface PortableMatrix {
  rows: number;
  columns: number;
  data: Float64Array;
}

export interface PerceptronResult {
  parameters: Float64Array;
  history: readonly TrainingRecord[];
  seconds: number;
}

/** Trains one network. */
export function perceptronTask(
  task: PerceptronTask & FleetTask,
): Promise<Outcome<PerceptronResult>> {
  return outcome(async () => {
    const { points, targets } = task;
    const options: PerceptronTraining = {
      ...task.options,
      points: new Matrix(points.rows, points.columns, points.data),
      targets: new Matrix(targets.rows, targets.columns, targets.data),
      ...(task.term && { term: await makeTerm(task.term) }),
    };
    const run = runInFleet(task, (control) => perceptronSteps(options, control));
    const { network, history, seconds } = run;
    return { parameters: network.parameters, history, seconds };
  });
}

async function makeTerm({ module, name, data }: PortableTerm): Promise<GradientTerm> {
  const makers = (await import(module)) as Record<string, (data: unknown) => GradientTerm>;
  return makers[name](data);
}
