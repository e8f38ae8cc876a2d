/** One run from beginning to end: reports progress, can be stopped and continued. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  requireStore,
  runInTurns,
  type TrainingControl,
  trainingLoop,
} from "../../training-loop.js";
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

/**
 * Trains one network.
 * @throws AbortedError when the signal fires; with a store, what was done is saved first.
 *   DataError when the store's file is damaged. DomainError when the run diverges.
 */
export async function trainPerceptron(
  options: PerceptronTraining,
  control: TrainingControl = {},
): Promise<PerceptronRun> {
  return runInTurns(perceptronSteps(options, control));
}

/** The same, for a thread that may block: yields between chunks. */
export function* perceptronSteps(
  options: PerceptronTraining,
  control: TrainingControl = {},
): Generator<undefined, PerceptronRun> {
  const { store } = control;
  if (store !== undefined) requireStore("trainPerceptron", store);
  const path =
    store === undefined
      ? undefined
      : join(store, `${trainingFingerprint(trainingSettings(options))}.perceptron`);
  const trainer =
    path !== undefined && existsSync(path)
      ? PerceptronTrainer.resume(options, path)
      : new PerceptronTrainer(options);
  const seconds = yield* trainingLoop("trainPerceptron", trainer, path, 1, control);
  const { settings, network, history } = trainer;
  return { settings, network, history, seconds };
}
