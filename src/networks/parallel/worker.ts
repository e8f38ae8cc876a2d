/** The worker threads' side: one run from beginning to end. */
import { Matrix } from "../../numerics/index.js";
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
  store: string | undefined;
  /** Int32: 0 is the flag that ends all runs, 1 + index is the run's step. */
  shared: SharedArrayBuffer;
  index: number;
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
export function perceptronTask(task: PerceptronTask): Promise<Outcome<PerceptronResult>> {
  return outcome(async () => {
    const words = new Int32Array(task.shared);
    const { points, targets } = task;
    const steps = perceptronSteps(
      {
        ...task.options,
        points: new Matrix(points.rows, points.columns, points.data),
        targets: new Matrix(targets.rows, targets.columns, targets.data),
        ...(task.term && { term: await makeTerm(task.term) }),
      },
      {
        store: task.store,
        signal: {
          get aborted() {
            return Atomics.load(words, 0) !== 0;
          },
        },
        onProgress: ({ step }) => {
          Atomics.store(words, 1 + task.index, step);
        },
      },
    );
    for (;;) {
      const { done, value } = steps.next();
      if (!done) continue;
      const { network, history, seconds } = value;
      return { parameters: network.parameters, history, seconds };
    }
  });
}

async function makeTerm({ module, name, data }: PortableTerm): Promise<GradientTerm> {
  const makers = (await import(module)) as Record<string, (data: unknown) => GradientTerm>;
  return makers[name](data);
}
