/**
 * Many trainings side by side over worker threads, one run a thread, so that the bits of a run do
 * not depend on how many threads there are.
 */
import { availableParallelism } from "node:os";
import { interruptSignal } from "./interrupt.js";
import { requireStore, type StopSignal, type TrainingControl } from "./training-loop.js";
import { requireWorkers, settleAll, withWorkerPool } from "./worker-pool.js";

export interface FleetProgress {
  /** Runs finished, of so many. */
  done: number;
  total: number;
  /** Share of the work that is done, from 0 to 1. */
  fraction: number;
  secondsLeft: number;
}

export interface FleetControl extends Pick<TrainingControl, "signal" | "store"> {
  /** Threads; default one a core. */
  workers?: number;
  onProgress?(progress: FleetProgress): void;
}

/** What a run is told about the others: whether all shall stop. */
export interface FleetStop extends Pick<TrainingControl, "store"> {
  readonly signal: StopSignal;
}

/** What every task carries to the other thread. */
export interface FleetTask {
  store: string | undefined;
  /** Int32: 0 is the flag that ends all runs, 1 + index is the run's step. */
  shared: SharedArrayBuffer;
  index: number;
}

export interface FleetRun<Task, Answer, Result> {
  readonly steps: number;
  /** Floating-point work, in units that all runs share. */
  readonly work: number;
  /** What the other thread is given; undefined for a run that must stay on this one. */
  readonly task: Task | undefined;
  /** The run on this thread. */
  here(stop: FleetStop): Promise<Result>;
  /** The result, from what the other thread answered. */
  receive(answer: Answer): Result;
}

const REPORT_MILLISECONDS = 200;

/**
 * Does every run and returns the results in the given order.
 * @param worker the module of the threads' side, with the function `kind`
 * @throws what a run or onProgress throws, once the other threads have stopped too
 */
export async function runFleet<Task extends object, Answer, Result>(
  caller: string,
  runs: readonly FleetRun<Task, Answer, Result>[],
  worker: URL,
  kind: string,
  control: FleetControl = {},
): Promise<Result[]> {
  const { workers = availableParallelism(), store, signal = interruptSignal() } = control;
  requireWorkers(caller, workers);
  if (store !== undefined) requireStore(caller, store);
  const shared = new SharedArrayBuffer(4 * (1 + runs.length));
  const words = new Int32Array(shared);
  const results = new Array<Result>(runs.length);
  const here = runs.map((_, k) => k).filter((k) => runs[k].task === undefined);
  const remote = runs.map((_, k) => k).filter((k) => !here.includes(k));
  // The longest first, so that the last thread is not left alone with one of them.
  remote.sort((j, k) => runs[k].work - runs[j].work);
  const report = reporter(runs, words, control.onProgress);
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
  const finish = (index: number, result: Result): void => {
    results[index] = result;
    Atomics.store(words, 1 + index, runs[index].steps);
  };
  const stop: FleetStop = {
    store,
    signal: {
      get aborted() {
        return signal?.aborted === true || Atomics.load(words, 0) !== 0;
      },
    },
  };
  try {
    if (signal?.aborted) Atomics.store(words, 0, 1);
    const threads = Math.min(workers, remote.length);
    type Send = (task: Task & FleetTask) => Promise<Answer>;
    await withWorkerPool(worker, threads, kind, async (send: Send) => {
      const runHere = async (): Promise<void> => {
        for (const index of here) finish(index, await runs[index].here(stop));
      };
      const runThere = async (index: number): Promise<void> => {
        const answer = await send({ ...(runs[index].task as Task), store, shared, index });
        finish(index, runs[index].receive(answer));
      };
      await settleAll([runHere(), ...remote.map(runThere)], () => Atomics.store(words, 0, 1));
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

/** On the other thread: goes through the steps of a run, says how far it is, stops when told. */
export function runInFleet<Result>(
  { shared, index, store }: FleetTask,
  steps: (control: TrainingControl) => Generator<undefined, Result>,
): Result {
  const words = new Int32Array(shared);
  const run = steps({
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
    const { done, value } = run.next();
    if (done) return value;
  }
}

/** Says how much is done, by the work of the runs. */
function reporter(
  runs: readonly Pick<FleetRun<unknown, unknown, unknown>, "steps" | "work">[],
  words: Int32Array,
  onProgress: FleetControl["onProgress"],
): () => void {
  const total = runs.reduce((sum, { work }) => sum + work, 0);
  const begin = performance.now();
  return () => {
    let work = 0;
    let done = 0;
    runs.forEach((run, k) => {
      const step = Atomics.load(words, 1 + k);
      work += (run.work * step) / run.steps;
      if (step === run.steps) done++;
    });
    const fraction = total === 0 ? 1 : work / total;
    const seconds = (performance.now() - begin) / 1000;
    const secondsLeft = (seconds * (1 - fraction)) / fraction;
    onProgress?.({ done, total: runs.length, fraction, secondsLeft });
  };
}
