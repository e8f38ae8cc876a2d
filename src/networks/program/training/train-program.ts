/** The training of a program from beginning to end: reports progress, can be stopped and continued. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  requireStore,
  runInTurns,
  type TrainingControl,
  trainingLoop,
} from "../../../training-loop.js";
import { ProgramTrainer } from "./program-trainer.js";
import type { ProgramParameters, ProgramRecord } from "./saved-state.js";
import {
  type ProgramTraining,
  type ProgramTrainingSettings,
  programFingerprint,
  programTrainingSettings,
} from "./settings.js";
import { TrainedProgram } from "./trained-program.js";

/** What came of a run, without what went in. */
export interface ProgramOutcome {
  /** Every `recordEvery` steps and at the last one, each after its step. */
  readonly history: readonly ProgramRecord[];
  /** The record with the least selected measurement; the last one without a selection. */
  readonly best: ProgramRecord | undefined;
  readonly bestParameters: ProgramParameters;
  readonly lastParameters: ProgramParameters;
  /** Of computation in this call; 0 for a run that the store held. */
  readonly seconds: number;
}

export interface ProgramRun extends ProgramOutcome {
  readonly settings: ProgramTrainingSettings;
  /** With the parameters of the best record. */
  readonly network: TrainedProgram;
}

/**
 * Trains one program.
 * @throws AbortedError when the signal fires; with a store, what was done is saved first.
 *   DataError when the store's file is damaged. DomainError when the run diverges.
 */
export async function trainProgram(
  options: ProgramTraining,
  control: TrainingControl = {},
): Promise<ProgramRun> {
  return programRun(
    programTrainingSettings(options),
    await runInTurns(programSteps(options, control)),
  );
}

/** A run of these settings with this outcome. */
export function programRun(settings: ProgramTrainingSettings, outcome: ProgramOutcome): ProgramRun {
  const network = new TrainedProgram(settings.program, outcome.bestParameters);
  return { ...outcome, settings, network };
}

/** The same, for a thread that may block: yields between chunks. */
export function* programSteps(
  options: ProgramTraining,
  control: TrainingControl = {},
): Generator<undefined, ProgramOutcome> {
  const { store } = control;
  if (store !== undefined) requireStore("trainProgram", store);
  const path =
    store === undefined
      ? undefined
      : join(store, `${programFingerprint(programTrainingSettings(options))}.program`);
  const trainer =
    path !== undefined && existsSync(path)
      ? ProgramTrainer.resume(options, path)
      : new ProgramTrainer(options);
  const seconds = yield* trainingLoop("trainProgram", trainer, path, 1, control);
  const { history, best, bestParameters, lastParameters } = trainer;
  return { history, best, bestParameters, lastParameters, seconds };
}
