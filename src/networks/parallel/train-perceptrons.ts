/**
 * Many networks side by side over worker threads, one run a thread, so that the bits of a run
 * do not depend on how many threads there are.
 */
import { availableParallelism } from "node:os";
import { interruptSignal } from "../../interrupt.js";
import { requireStore, type TrainingControl } from "../../training-loop.js";
import { requireWorkers, settleAll, withWorkerPool } from "../../worker-pool.js";
import { Perceptron } from "../perceptron.js";
import {
  type PerceptronTraining,
  type TrainingSettings,
  trainingSettings,
} from "../training/settings.js";
import { type PerceptronRun, trainPerceptron } from "../training/train-perceptron.js";
import { parameterCount } from "../widths.js";
import type { PerceptronResult, PerceptronTask } from "./worker.js";

export interface PerceptronFleetProgress {
  /** Runs finished, of so many. */
  done: number;
  total: number;
  /** Share of the work that is done, from 0 to 1. */
  fraction: number;
  secondsLeft: number;
}

export interface PerceptronFleetControl extends Pick<TrainingControl, "signal" | "store"> {
  /** Threads; default one a core. */
  workers?: number;
  onProgress?(progress: PerceptronFleetProgress): void;
}

const REPORT_MILLISECONDS = 200;

/**
 * Trains every network and returns the runs in the given order. A run whose term is not
 * portable is trained on this thread.
 * @throws what trainPerceptron or onProgress throws, once the other threads have stopped too
 */
export async function trainPerceptrons(
  runs: readonly PerceptronTraining[],
  control: PerceptronFleetControl = {},
): Promise<PerceptronRun[]> {
  const { workers = availableParallelism(), store, signal = interruptSignal() } = control;
  requireWorkers("trainPerceptrons", workers);
  if (store !== undefined) requireStore("trainPerceptron", store);
  const settings = runs.map(trainingSettings);
  const shared = new SharedArrayBuffer(4 * (1 + runs.length));
  const words = new Int32Array(shared);
  const results = new Array<PerceptronRun>(runs.length);
  const here = runs.map((_, k) => k).filter((k) => runs[k].term && !runs[k].term?.portable);
  const remote = runs.map((_, k) => k).filter((k) => !here.includes(k));
  // The longest first, so that the last thread is not left alone with one of them.
  remote.sort((j, k) => workOf(settings[k]) - workOf(settings[j]));
  const report = reporter(settings, words, control.onProgress);
  let failure: unknown;
  const watch = setInterval(() => {
    if (signal?.aborted) Atomics.store(words, 0, 1);
    try {
      report();
    } catch (error) {
      failure ??= error;
      Atomics.store(words, 0, 1);
    }
  }, REPORT_MILLISECONDS);
  const finish = (index: number, run: PerceptronRun): void => {
    results[index] = run;
    Atomics.store(words, 1 + index, settings[index].steps);
  };
  const stop = {
    store,
    signal: {
      get aborted() {
        return signal?.aborted === true || Atomics.load(words, 0) !== 0;
      },
    },
  };
  try {
    if (signal?.aborted) Atomics.store(words, 0, 1);
    const worker = new URL("./worker.js", import.meta.url);
    const threads = Math.min(workers, remote.length);
    type Train = (task: PerceptronTask) => Promise<PerceptronResult>;
    await withWorkerPool(worker, threads, "perceptronTask", async (train: Train) => {
      const trainHere = async (): Promise<void> => {
        for (const index of here) finish(index, await trainPerceptron(runs[index], stop));
      };
      const trainThere = async (index: number): Promise<void> => {
        const task = taskOf(runs[index], index, shared, store);
        const { parameters, history, seconds } = await train(task);
        const { widths, activation } = settings[index];
        const network = new Perceptron(widths, parameters, activation);
        finish(index, { settings: settings[index], network, history, seconds });
      };
      await settleAll([trainHere(), ...remote.map(trainThere)], () => Atomics.store(words, 0, 1));
    });
  } catch (error) {
    throw failure ?? error;
  } finally {
    clearInterval(watch);
  }
  if (failure !== undefined) throw failure;
  report();
  return results;
}

/** Says how much is done, by the work of the runs. */
function reporter(
  settings: readonly TrainingSettings[],
  words: Int32Array,
  onProgress: PerceptronFleetControl["onProgress"],
): () => void {
  const total = settings.reduce((sum, run) => sum + workOf(run), 0);
  const begin = performance.now();
  return () => {
    let work = 0;
    let done = 0;
    settings.forEach((run, k) => {
      const step = Atomics.load(words, 1 + k);
      work += (workOf(run) * step) / run.steps;
      if (step === run.steps) done++;
    });
    const fraction = total === 0 ? 1 : work / total;
    const seconds = (performance.now() - begin) / 1000;
    const secondsLeft = (seconds * (1 - fraction)) / fraction;
    onProgress?.({ done, total: settings.length, fraction, secondsLeft });
  };
}

/** Floating-point work of a run, in units that all runs share. */
function workOf({ widths, batch, steps, term }: TrainingSettings): number {
  return steps * parameterCount(widths) * (batch + (term ? 600 : 0));
}

function taskOf(
  { points, targets, term, initial, ...options }: PerceptronTraining,
  index: number,
  shared: SharedArrayBuffer,
  store: string | undefined,
): PerceptronTask {
  const plain = ({ rows, columns, data }: PerceptronTraining["points"]) => ({
    ...{ rows, columns, data: data.slice() },
  });
  const start = initial && {
    ...{ widths: initial.widths, activation: initial.activation, parameters: initial.parameters },
  };
  return {
    options: { ...options, ...(start && { initial: start }) },
    ...{ points: plain(points), targets: plain(targets), term: term?.portable },
    ...{ store, shared, index },
  };
}
