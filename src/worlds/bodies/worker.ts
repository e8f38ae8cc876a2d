/** The worker threads' side: a share of the sequences. */
import { type Outcome, outcome } from "../../worker-pool.js";
import { type BodySequenceOptions, type BodySequences, bodySequencesOf } from "./body-sequences.js";

export interface BodyTask {
  options: BodySequenceOptions;
  first: number;
  count: number;
}

export function bodyTask(task: BodyTask): Promise<Outcome<BodySequences>> {
  return outcome(() => bodySequencesOf(task.options, task.first, task.count));
}
