/** The worker threads' side of recovery-grid.ts. */
import { AbortedError } from "../../errors.js";
import { type Outcome, outcome } from "../../worker-pool.js";
import { type PortableProblem, unpackProblem } from "./recovery-problem.js";
import { type Recovery, type RecoveryOptions, recoverySteps } from "./recovery-samples.js";

export interface RecoveryTask {
  readonly problem: PortableProblem;
  readonly options: RecoveryOptions;
  /** Int32: not 0 ends the search. */
  readonly stop: SharedArrayBuffer;
}

/** One search from beginning to end. */
export function recoveryTask({ problem, options, stop }: RecoveryTask): Promise<Outcome<Recovery>> {
  return outcome(() => {
    const flag = new Int32Array(stop);
    const steps = recoverySteps(unpackProblem(problem), options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (Atomics.load(flag, 0) !== 0) throw new AbortedError("recoveryGrid: stopped.");
    }
  });
}
