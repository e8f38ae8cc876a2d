/** Many perceptrons side by side over worker threads. */
import {
  type FleetControl,
  type FleetProgress,
  type FleetRun,
  runFleet,
} from "../../training-fleet.js";
import { Perceptron } from "../perceptron.js";
import {
  type PerceptronTraining,
  type TrainingSettings,
  trainingSettings,
} from "../training/settings.js";
import { type PerceptronRun, trainPerceptron } from "../training/train-perceptron.js";
import { parameterCount } from "../widths.js";
import type { PerceptronResult, PerceptronTask } from "./worker.js";

export type PerceptronFleetProgress = FleetProgress;
export type PerceptronFleetControl = FleetControl;

/**
 * Trains every network and returns the runs in the given order. A run whose term is not
 * portable is trained on this thread.
 * @throws what trainPerceptron or onProgress throws, once the other threads have stopped too
 */
export async function trainPerceptrons(
  runs: readonly PerceptronTraining[],
  control: PerceptronFleetControl = {},
): Promise<PerceptronRun[]> {
  const worker = new URL("./worker.js", import.meta.url);
  return runFleet("trainPerceptrons", runs.map(fleetRun), worker, "perceptronTask", control);
}

function fleetRun(
  run: PerceptronTraining,
): FleetRun<PerceptronTask, PerceptronResult, PerceptronRun> {
  const settings = trainingSettings(run);
  return {
    steps: settings.steps,
    work: workOf(settings),
    task: run.term && !run.term.portable ? undefined : taskOf(run),
    here: (stop) => trainPerceptron(run, stop),
    receive({ parameters, history, seconds }) {
      const { widths, activation } = settings;
      const network = new Perceptron(widths, parameters, activation);
      return { settings, network, history, seconds };
    },
  };
}

function workOf({ widths, batch, steps, term }: TrainingSettings): number {
  return steps * parameterCount(widths) * (batch + (term ? 600 : 0));
}

function taskOf({
  points,
  targets,
  term,
  initial,
  ...options
}: PerceptronTraining): PerceptronTask {
  const plain = ({ rows, columns, data }: PerceptronTraining["points"]) => ({
    ...{ rows, columns, data: data.slice() },
  });
  const start = initial && {
    ...{ widths: initial.widths, activation: initial.activation, parameters: initial.parameters },
  };
  return {
    options: { ...options, ...(start && { initial: start }) },
    ...{ points: plain(points), targets: plain(targets), term: term?.portable },
  };
}
