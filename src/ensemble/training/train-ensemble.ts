/** One run from beginning to end: reports progress, can be stopped and continued. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { AbortedError, DataError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import { type EnsembleOptions, ensembleSettings } from "../options.js";
import { fingerprint } from "../portable.js";
import { usesOrbit } from "../scheme.js";
import type { EnsembleRun } from "./run.js";
import { EnsembleTrainer } from "./trainer.js";

export interface TrainingProgress {
  step: number;
  steps: number;
  /** Mean batch loss of late. */
  loss: number;
  stepsPerSecond: number;
  secondsLeft: number;
}

/** The part of an AbortSignal that is looked at. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
}

export interface TrainingControl {
  /** Ends the run; by default the interruption of the notebook's cell does. */
  signal?: StopSignal;
  onProgress?(progress: TrainingProgress): void;
  /** A folder: a finished run is kept there and found again, an unfinished one is continued. */
  store?: string;
  /** Seconds between saves of an unfinished run; default 10. */
  saveEvery?: number;
}

/** How long the thread computes before it looks up. */
const CHUNK_MILLISECONDS = 40;
/** Steps times units of one chunk before its speed is known. */
const FIRST_CHUNK_WORK = 200_000;

/** Makes the store's folder. @throws DataError when there is something else, or it may not be made */
export function requireFolder(store: string): void {
  try {
    mkdirSync(store, { recursive: true });
  } catch (cause) {
    throw new DataError(
      `trainEnsemble: the store ${store} cannot be made a folder (${(cause as Error).message}); name another folder.`,
      { cause },
    );
  }
}

/** The file of a run in the store. */
export function storePath(store: string, options: EnsembleOptions): string {
  return join(store, `${fingerprint(ensembleSettings(options))}.ensemble`);
}

/**
 * Trains one network.
 * @throws AbortedError when the signal fires; with a store, what was done is saved first.
 *   DataError when the store's file is damaged. DomainError when the run diverges.
 */
export async function trainEnsemble(
  options: EnsembleOptions,
  control: TrainingControl = {},
): Promise<EnsembleRun> {
  const steps = trainingSteps(options, control);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}

/** The same, for a thread that may block: yields between chunks. */
export function* trainingSteps(
  options: EnsembleOptions,
  { signal = interruptSignal(), onProgress, store, saveEvery = 10 }: TrainingControl = {},
): Generator<undefined, EnsembleRun> {
  if (store !== undefined) requireFolder(store);
  const path = store === undefined ? undefined : storePath(store, options);
  const trainer =
    path !== undefined && existsSync(path)
      ? EnsembleTrainer.resume(options, path)
      : new EnsembleTrainer(options);
  const { steps } = trainer.settings;
  const first = trainer.step;
  const alreadyFinished = trainer.finished;
  const begin = performance.now();
  let saved = begin;
  let chunk = firstChunk(trainer);
  while (!trainer.finished) {
    if (signal?.aborted) {
      if (path !== undefined) trainer.save(path);
      throw new AbortedError(
        `trainEnsemble: stopped at step ${trainer.step} of ${steps}; ${path === undefined ? "nothing was saved, for there is no store" : "the same call continues from there"}.`,
        { cause: signal.reason },
      );
    }
    const before = performance.now();
    trainer.advance(chunk);
    const now = performance.now();
    chunk = Math.max(1, Math.round((chunk * CHUNK_MILLISECONDS) / Math.max(now - before, 1)));
    const stepsPerSecond = (1000 * (trainer.step - first)) / (now - begin);
    onProgress?.({
      step: trainer.step,
      steps,
      loss: trainer.loss,
      stepsPerSecond,
      secondsLeft: (steps - trainer.step) / stepsPerSecond,
    });
    if (path !== undefined && !trainer.finished && now - saved > 1000 * saveEvery) {
      trainer.save(path);
      saved = now;
    }
    yield;
  }
  if (path !== undefined && !alreadyFinished) trainer.save(path);
  return trainer.result(alreadyFinished ? 0 : (performance.now() - begin) / 1000);
}

function firstChunk({ settings }: EnsembleTrainer): number {
  const { particles, batch, scheme, symmetry } = settings;
  const evaluations = particles * batch * (usesOrbit(scheme) ? symmetry.weights.length : 1);
  return Math.max(1, Math.round(FIRST_CHUNK_WORK / evaluations));
}
