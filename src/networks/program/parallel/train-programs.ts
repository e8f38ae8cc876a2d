/** Many programs in training side by side over worker threads. */
import { type FleetControl, type FleetRun, runFleet } from "../../../training-fleet.js";
import { isPlain } from "../training/batch-maker.js";
import { type ProgramTraining, programTrainingSettings } from "../training/settings.js";
import {
  type ProgramOutcome,
  type ProgramRun,
  programRun,
  trainProgram,
} from "../training/train-program.js";
import type { ProgramTask } from "./worker.js";

/**
 * Trains every program and returns the runs in the given order, with the same bits for any
 * number of threads. A run whose batches are not portable is trained on this thread.
 * @throws what trainProgram or onProgress throws, once the other threads have stopped too
 */
export async function trainPrograms(
  runs: readonly ProgramTraining[],
  control: FleetControl = {},
): Promise<ProgramRun[]> {
  const worker = new URL("./worker.js", import.meta.url);
  return runFleet("trainPrograms", runs.map(fleetRun), worker, "programTask", control);
}

function fleetRun(run: ProgramTraining): FleetRun<ProgramTask, ProgramOutcome, ProgramRun> {
  const settings = programTrainingSettings(run);
  const { program, steps, batch, copies } = settings;
  const weights = program.parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const stays = [run.batches, run.evaluationBatches].some(
    (maker) => maker && !maker.portable && !isPlain(maker),
  );
  const { batches, evaluationBatches, ...options } = run;
  return {
    steps,
    work: steps * batch * copies * weights,
    task: stays
      ? undefined
      : {
          options: { ...options, program },
          batches: batches?.portable,
          evaluationBatches: evaluationBatches?.portable,
        },
    here: (stop) => trainProgram(run, stop),
    receive: (outcome) => programRun(settings, outcome),
  };
}
