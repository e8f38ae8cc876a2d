/** One run from beginning to end: reports progress, can be stopped and continued. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { AbortedError, DataError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import type { Perceptron } from "../perceptron.js";
import type { TrainingRecord } from "./saved-state.js";
import {
  type PerceptronTraining,
  type TrainingSettings,
  trainingFingerprint,
  trainingSettings,
} from "./settings.js";
import { PerceptronTrainer } from "./trainer.js";

export interface PerceptronRun {
  readonly settings: TrainingSettings;
  readonly network: Perceptron;
  /** Every `recordEvery` steps and at the last one, each before its step is taken. */
  readonly history: readonly TrainingRecord[];
  /** Of computation in this call; 0 for a run that the store held. */
  readonly seconds: number;
}

export interface PerceptronProgress {
  step: number;
  steps: number;
  loss: number;
  stepsPerSecond: number;
  secondsLeft: number;
}

export interface PerceptronControl {
  /** Ends the run; by default the interruption of the notebook's cell does. */
  signal?: { readonly aborted: boolean; readonly reason?: unknown };
  onProgress?(progress: PerceptronProgress): void;
  /** A folder: a finished run is kept there and found again, an unfinished one is continued. */
  store?: string;
  /** Seconds between saves of an unfinished run; default 10. */
  saveEvery?: number;
}

/** How long the thread computes before it looks up. */
const CHUNK_MILLISECONDS = 40;

/** Makes the store's folder. @throws DataError when there is something else, or it may not be made */
export function requireStore(store: string): void {
  try {
    mkdirSync(store, { recursive: true });
  } catch (cause) {
    throw new DataError(
      `trainPerceptron: the store ${store} cannot be made a folder (${(cause as Error).message}); name another folder.`,
      { cause },
    );
  }
}

/**
 * Trains one network.
 * @throws AbortedError when the signal fires; with a store, what was done is saved first.
 *   DataError when the store's file is damaged. DomainError when the run diverges.
 */
export async function trainPerceptron(
  options: PerceptronTraining,
  control: PerceptronControl = {},
): Promise<PerceptronRun> {
  const steps = perceptronSteps(options, control);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** The same, for a thread that may block: yields between chunks. */
export function* perceptronSteps(
  options: PerceptronTraining,
  { signal = interruptSignal(), onProgress, store, saveEvery = 10 }: PerceptronControl = {},
): Generator<undefined, PerceptronRun> {
  if (store !== undefined) requireStore(store);
  const path =
    store === undefined
      ? undefined
      : join(store, `${trainingFingerprint(trainingSettings(options))}.perceptron`);
  const trainer =
    path !== undefined && existsSync(path)
      ? PerceptronTrainer.resume(options, path)
      : new PerceptronTrainer(options);
  const { steps } = trainer.settings;
  const first = trainer.step;
  const begin = performance.now();
  let saved = begin;
  let chunk = 1;
  while (!trainer.finished) {
    if (signal?.aborted) {
      if (path !== undefined) trainer.save(path);
      throw new AbortedError(
        `trainPerceptron: stopped at step ${trainer.step} of ${steps}; ${path === undefined ? "nothing was saved, for there is no store" : "the same call continues from there"}.`,
        { cause: signal.reason },
      );
    }
    const before = performance.now();
    trainer.advance(chunk);
    const now = performance.now();
    chunk = Math.max(1, Math.round((chunk * CHUNK_MILLISECONDS) / Math.max(now - before, 1)));
    const stepsPerSecond = (1000 * (trainer.step - first)) / (now - begin);
    const secondsLeft = (steps - trainer.step) / stepsPerSecond;
    onProgress?.({ step: trainer.step, steps, loss: trainer.loss, stepsPerSecond, secondsLeft });
    if (path !== undefined && !trainer.finished && now - saved > 1000 * saveEvery) {
      trainer.save(path);
      saved = now;
    }
    yield;
  }
  const alreadyFinished = first === steps;
  if (path !== undefined && !alreadyFinished) trainer.save(path);
  const seconds = alreadyFinished ? 0 : (performance.now() - begin) / 1000;
  return {
    settings: trainer.settings,
    network: trainer.network,
    history: trainer.history,
    seconds,
  };
}
