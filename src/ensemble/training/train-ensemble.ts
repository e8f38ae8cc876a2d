/** One run from beginning to end: reports progress, can be stopped and continued. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  requireStore,
  runInTurns,
  type TrainingControl,
  trainingLoop,
} from "../../training-loop.js";
import { type EnsembleOptions, ensembleSettings } from "../options.js";
import { fingerprint } from "../portable.js";
import { usesOrbit } from "../scheme.js";
import type { EnsembleRun } from "./run.js";
import { EnsembleTrainer } from "./trainer.js";

/** Steps times units of one chunk before its speed is known. */
const FIRST_CHUNK_WORK = 200_000;

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
  return runInTurns(trainingSteps(options, control));
}

/** The same, for a thread that may block: yields between chunks. */
export function* trainingSteps(
  options: EnsembleOptions,
  control: TrainingControl = {},
): Generator<undefined, EnsembleRun> {
  const { store } = control;
  if (store !== undefined) requireStore("trainEnsemble", store);
  const path = store === undefined ? undefined : storePath(store, options);
  const trainer =
    path !== undefined && existsSync(path)
      ? EnsembleTrainer.resume(options, path)
      : new EnsembleTrainer(options);
  const chunk = firstChunk(trainer);
  return trainer.result(yield* trainingLoop("trainEnsemble", trainer, path, chunk, control));
}

function firstChunk({ settings }: EnsembleTrainer): number {
  const { particles, batch, scheme, symmetry } = settings;
  const evaluations = particles * batch * (usesOrbit(scheme) ? symmetry.weights.length : 1);
  return Math.max(1, Math.round(FIRST_CHUNK_WORK / evaluations));
}
