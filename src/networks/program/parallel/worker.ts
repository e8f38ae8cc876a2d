/** The worker threads' side: one run from beginning to end. */
import { type FleetTask, runInFleet } from "../../../training-fleet.js";
import { type Outcome, outcome } from "../../../worker-pool.js";
import { type PortableMaker, portedMaker } from "../training/batch-maker.js";
import type { ProgramTraining } from "../training/settings.js";
import { type ProgramOutcome, programSteps } from "../training/train-program.js";

/** A run as the structured clone carries it. */
export interface ProgramTask {
  options: Omit<ProgramTraining, "batches" | "evaluationBatches">;
  batches: PortableMaker | undefined;
  evaluationBatches: PortableMaker | undefined;
}

/** Trains one program. */
export function programTask(task: ProgramTask & FleetTask): Promise<Outcome<ProgramOutcome>> {
  return outcome(async () => {
    const { options, batches, evaluationBatches } = task;
    const training: ProgramTraining = {
      ...options,
      ...(batches && { batches: await portedMaker(batches) }),
      ...(evaluationBatches && { evaluationBatches: await portedMaker(evaluationBatches) }),
    };
    return runInFleet(task, (control) => programSteps(training, control));
  });
}
