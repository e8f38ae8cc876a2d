/** A training from beginning to end, whatever it trains: progress, abort, saves, in chunks. */
import { mkdirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { AbortedError, DataError } from "./errors.js";
import { interruptSignal } from "./interrupt.js";

export interface TrainingProgress {
  step: number;
  steps: number;
  /** Of the data, of late. */
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

/** What is trained step by step. */
export interface Trainer {
  readonly settings: { readonly steps: number };
  readonly step: number;
  readonly finished: boolean;
  readonly loss: number;
  advance(count: number): void;
  save(path: string): void;
}

/** How long the thread computes before it looks up. */
const CHUNK_MILLISECONDS = 40;

/** Makes the store's folder. @throws DataError when there is something else, or it may not be made */
export function requireStore(caller: string, store: string): void {
  try {
    mkdirSync(store, { recursive: true });
  } catch (cause) {
    throw new DataError(
      `${caller}: the store ${store} cannot be made a folder (${(cause as Error).message}); name another folder.`,
      { cause },
    );
  }
}

/**
 * Advances until the trainer is finished, and returns the seconds of computation: 0 when it was.
 * Yields between chunks, for who must not block.
 * @param path where the run is kept, or undefined without a store
 * @param firstChunk steps of the first chunk, before its speed is known
 * @throws AbortedError when the signal fires; with a path, what was done is saved first
 */
export function* trainingLoop(
  caller: string,
  trainer: Trainer,
  path: string | undefined,
  firstChunk: number,
  { signal = interruptSignal(), onProgress, saveEvery = 10 }: TrainingControl,
): Generator<undefined, number> {
  if (trainer.finished) return 0;
  const { steps } = trainer.settings;
  const first = trainer.step;
  const begin = performance.now();
  let saved = begin;
  let chunk = firstChunk;
  while (!trainer.finished) {
    if (signal?.aborted) {
      if (path !== undefined) trainer.save(path);
      throw new AbortedError(
        `${caller}: stopped at step ${trainer.step} of ${steps}; ${path === undefined ? "nothing was saved, for there is no store" : "the same call continues from there"}.`,
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
  if (path !== undefined) trainer.save(path);
  return (performance.now() - begin) / 1000;
}

/** Goes through the steps, and lets other work run between them. */
export async function runInTurns<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await setImmediate();
  }
}
