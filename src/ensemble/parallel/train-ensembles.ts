/**
 * Many runs side by side: seeds × schemes × N over worker threads, one run a thread, so
 * that the bits of a run do not depend on how many threads there are.
 */
import { availableParallelism } from "node:os";
import { interruptSignal } from "../../interrupt.js";
import { requireStore, type StopSignal } from "../../training-loop.js";
import { requireWorkers, settleAll } from "../../worker-pool.js";
import { type EnsembleOptions, type EnsembleSettings, ensembleSettings } from "../options.js";
import { isPortable, toPortable, unpackMatrices } from "../portable.js";
import { usesOrbit } from "../scheme.js";
import type { EnsembleRun } from "../training/run.js";
import { trainEnsemble } from "../training/train-ensemble.js";
import { withPool } from "./pool.js";
import type { TrainingTask } from "./worker.js";

export interface FleetProgress {
  /** Runs finished, of so many. */
  done: number;
  total: number;
  /** Steps a second, of all threads together. */
  stepsPerSecond: number;
  /** By the work left, since large networks step more slowly. */
  secondsLeft: number;
  /** Share of the work that is done, from 0 to 1. */
  fraction: number;
}

export interface FleetControl {
  /** Threads; default one a core. */
  workers?: number;
  /** Ends all runs; by default the interruption of the notebook's cell does. */
  signal?: StopSignal;
  onProgress?(progress: FleetProgress): void;
  /** A folder in which finished runs are kept and unfinished ones are continued. */
  store?: string;
}

const REPORT_MILLISECONDS = 200;

/**
 * Trains every network and returns the runs in the given order.
 * @throws what trainEnsemble or onProgress throws, once the other threads have stopped too
 */
export async function trainEnsembles(
  runs: readonly EnsembleOptions[],
  control: FleetControl = {},
): Promise<EnsembleRun[]> {
  const { workers = availableParallelism(), store, signal = interruptSignal() } = control;
  requireWorkers("trainEnsembles", workers);
  if (store !== undefined) requireStore("trainEnsemble", store);
  const settings = runs.map(ensembleSettings);
  const results = new Array<EnsembleRun>(runs.length);
  const shared = new SharedArrayBuffer(4 * (1 + runs.length));
  const fleet = new Fleet(settings, new Int32Array(shared), { ...control, signal });
  const stop = { signal: fleet.signal, store };
  // The longest first, so that the last thread is not left alone with one of them.
  const order = settings.map((_, i) => i).sort((i, j) => workOf(settings[j]) - workOf(settings[i]));
  const remote = order.filter((i) => isPortable(settings[i]));
  /** What no other thread can take, since it holds functions. */
  const trainHere = async (): Promise<void> => {
    for (const index of order.filter((i) => !isPortable(settings[i]))) {
      const onProgress = ({ step }: { step: number }) => fleet.setStep(index, step);
      results[index] = await trainEnsemble(runs[index], { ...stop, onProgress });
      fleet.finish(index);
    }
  };
  const timer = setInterval(() => fleet.report(), REPORT_MILLISECONDS);
  try {
    await withPool(Math.min(workers, remote.length), "trainTask", async (runTask) => {
      const tasks = remote.map(async (index) => {
        const task: TrainingTask = { settings: toPortable(settings[index]), store, shared, index };
        const run = unpackMatrices(await runTask(task)) as EnsembleRun;
        results[index] = { ...run, settings: settings[index] };
        fleet.finish(index);
      });
      await settleAll([...tasks, trainHere()], () => fleet.stop());
    });
  } catch (error) {
    throw fleet.failure ?? error;
  } finally {
    clearInterval(timer);
  }
  fleet.report();
  if (fleet.failure !== undefined) throw fleet.failure;
  return results;
}

/** Floating-point work of one step times the steps, in units of one unit's evaluation. */
function workOf({ steps, particles, batch, scheme, symmetry }: EnsembleSettings): number {
  return steps * particles * batch * (usesOrbit(scheme) ? symmetry.weights.length : 1);
}

/** Where all runs stand: the steps come in through shared memory. */
class Fleet {
  readonly #work: number[];
  readonly #settings: readonly EnsembleSettings[];
  readonly #words: Int32Array;
  readonly #control: FleetControl;
  readonly #begin = performance.now();
  /** What the caller's onProgress threw, if it did; it ends all runs. */
  failure: unknown;
  #done = 0;
  #first: { work: number; steps: number } | undefined;

  constructor(settings: readonly EnsembleSettings[], words: Int32Array, control: FleetControl) {
    this.#settings = settings;
    this.#work = settings.map(workOf);
    this.#words = words;
    this.#control = control;
  }

  /** Fires when the caller's signal does or another run has failed. */
  get signal(): StopSignal {
    const words = this.#words;
    const { signal } = this.#control;
    return {
      get aborted() {
        return signal?.aborted === true || Atomics.load(words, 0) !== 0;
      },
    };
  }

  stop(): void {
    Atomics.store(this.#words, 0, 1);
  }

  setStep(index: number, step: number): void {
    Atomics.store(this.#words, 1 + index, step);
  }

  finish(index: number): void {
    this.setStep(index, this.#settings[index].steps);
    this.#done++;
  }

  report(): void {
    if (this.#control.signal?.aborted) this.stop();
    const steps = this.#settings.map((_, i) => Atomics.load(this.#words, 1 + i));
    const share = (i: number) => steps[i] / Math.max(1, this.#settings[i].steps);
    const total = this.#work.reduce((sum, work) => sum + work, 0);
    const work = this.#work.reduce((sum, part, i) => sum + part * share(i), 0);
    const allSteps = steps.reduce((sum, step) => sum + step, 0);
    // What was found in the store arrives at once and must not count as speed.
    this.#first ??= { work, steps: allSteps };
    const seconds = (performance.now() - this.#begin) / 1000;
    const speed = (work - this.#first.work) / seconds;
    this.#tell({
      done: this.#done,
      total: this.#settings.length,
      stepsPerSecond: (allSteps - this.#first.steps) / seconds,
      secondsLeft: speed > 0 ? (total - work) / speed : Number.POSITIVE_INFINITY,
      fraction: total === 0 ? 1 : work / total,
    });
  }

  #tell(progress: FleetProgress): void {
    try {
      this.#control.onProgress?.(progress);
    } catch (error) {
      this.failure ??= error;
      this.stop();
    }
  }
}
