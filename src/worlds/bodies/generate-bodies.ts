/** A data set of charged bodies, on this thread or over several, with progress and abort. */
import { setImmediate } from "node:timers/promises";
import { AbortedError, DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import type { StopSignal } from "../../training-loop.js";
import { requireWorkers, settleAll, withWorkerPool } from "../../worker-pool.js";
import {
  type BodySequenceOptions,
  type BodySequences,
  bodySequencesOf,
  requireBodyOptions,
  STEPS_PER_FRAME,
} from "./body-sequences.js";
import type { BodyTask } from "./worker.js";

export interface BodyControl {
  /** Threads; 1 unless given, which is this one. */
  readonly workers?: number;
  /** Ends the work; by default the interruption of the notebook's cell does. */
  readonly signal?: StopSignal;
  /** After each share: sequences that are done. */
  onProgress?(progress: { done: number; total: number }): void;
}

/** Pairs of bodies times steps in one share of the work, about 50 ms of it. */
const SHARE = 5_000_000;

/**
 * `sequences` sequences from the first of their part on. 2000 of five bodies take two seconds.
 * @throws DomainError, AbortedError
 */
export async function chargedBodySequences(
  sequences: number,
  options: BodySequenceOptions = {},
  control: BodyControl = {},
): Promise<BodySequences> {
  const { workers = 1, signal = interruptSignal(), onProgress } = control;
  requireWorkers("chargedBodySequences", workers);
  requireBodyOptions("chargedBodySequences", options);
  if (!Number.isSafeInteger(sequences) || sequences < 0) {
    throw new DomainError(
      `chargedBodySequences: got ${sequences} sequences; expected a whole number from 0 on.`,
    );
  }
  const { bodies: n = 5, dimension: d = 3, targetFrame = 40 } = options;
  const work = Math.max(1, (n * (n - 1)) / 2) * STEPS_PER_FRAME * (targetFrame + 1);
  const size = Math.max(1, Math.floor(SHARE / work));
  const firsts = Array.from({ length: Math.ceil(sequences / size) }, (_, k) => k * size);
  const data: BodySequences = {
    ...{ sequences, bodies: n, dimension: d },
    charges: new Float64Array(sequences * n),
    positions: new Float64Array(sequences * n * d),
    velocities: new Float64Array(sequences * n * d),
    targets: new Float64Array(sequences * n * d),
    clippedSteps: new Int32Array(sequences),
  };
  let done = 0;
  let stopped = false;
  const one = async (
    first: number,
    make: (task: BodyTask) => BodySequences | Promise<BodySequences>,
  ): Promise<void> => {
    if (stopped || signal?.aborted) {
      throw new AbortedError(
        `chargedBodySequences: stopped with ${done} of ${sequences} sequences; nothing was kept.`,
        { cause: signal?.reason },
      );
    }
    const count = Math.min(size, sequences - first);
    place(data, first, await make({ options, first, count }));
    done += count;
    onProgress?.({ done, total: sequences });
  };
  if (workers === 1) {
    for (const first of firsts) {
      await one(first, (task) => bodySequencesOf(task.options, task.first, task.count));
      await setImmediate();
    }
    return data;
  }
  const url = new URL("./worker.js", import.meta.url);
  type Run = (task: BodyTask) => Promise<BodySequences>;
  const threads = Math.min(workers, firsts.length);
  await withWorkerPool(url, threads, "bodyTask", async (run: Run) => {
    const waiting = firsts.slice().reverse();
    const lane = async (): Promise<void> => {
      for (let first = waiting.pop(); first !== undefined; first = waiting.pop()) {
        await one(first, run);
      }
    };
    await settleAll(Array.from({ length: threads }, lane), () => {
      stopped = true;
    });
  });
  return data;
}

function place(data: BodySequences, first: number, share: BodySequences): void {
  const { bodies: n, dimension: d } = data;
  data.charges.set(share.charges, first * n);
  data.positions.set(share.positions, first * n * d);
  data.velocities.set(share.velocities, first * n * d);
  data.targets.set(share.targets, first * n * d);
  data.clippedSteps.set(share.clippedSteps, first);
}
