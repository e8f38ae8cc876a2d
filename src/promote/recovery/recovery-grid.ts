/**
 * Many searches of recovery-samples.ts side by side, over worker threads. One search is
 * one thread's, so that its bits do not depend on how many threads there are. With a store,
 * a search that was done is found again by the hash of all that decides its answer.
 */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { AbortedError, DataError } from "../../errors.js";
import { writeWhole } from "../../files.js";
import { interruptSignal } from "../../interrupt.js";
import { requireWorkers, settleAll, withWorkerPool } from "../../worker-pool.js";
import { packProblem, problemHash, type RecoveryProblem } from "./recovery-problem.js";
import { type Recovery, type RecoveryOptions, recoverySettings } from "./recovery-samples.js";
import type { RecoveryTask } from "./worker.js";

/** Which search (group, features, m, r, d, seed, …), and how its problem is made. */
export interface RecoveryCell<Keys> {
  readonly keys: Keys;
  problem(): RecoveryProblem;
}

export interface RecoveryProgress {
  readonly done: number;
  readonly total: number;
  /** Of those done, how many were found in the store. */
  readonly found: number;
}

export interface RecoveryControl extends RecoveryOptions {
  /** Threads; default one a core. */
  workers?: number;
  /** Ends all searches; by default the interruption of the notebook's cell does. */
  signal?: { readonly aborted: boolean };
  onProgress?(progress: RecoveryProgress): void;
  /** A folder in which finished searches are kept. */
  store?: string;
}

export type RecoveryRow<Keys> = Keys & Recovery & { readonly seconds: number };

interface Kept {
  readonly recovery: Recovery;
  readonly seconds: number;
}

const POLL_MILLISECONDS = 200;
/** Goes up when the same problem would get another answer. */
const VERSION = 3;

/**
 * Searches all cells; rows in the given order.
 * @throws AbortedError when the signal fires; DataError for a damaged file in the store; what
 *   a search throws
 */
export async function recoveryGrid<Keys extends object>(
  cells: readonly RecoveryCell<Keys>[],
  control: RecoveryControl = {},
): Promise<RecoveryRow<Keys>[]> {
  const { workers = availableParallelism(), signal = interruptSignal(), store } = control;
  requireWorkers("recoveryGrid", workers);
  const options = recoverySettings(control);
  const stop = new SharedArrayBuffer(4);
  const raise = (): void => {
    Atomics.store(new Int32Array(stop), 0, 1);
  };
  const rows = new Array<RecoveryRow<Keys>>(cells.length);
  let [done, found] = [0, 0];
  const finish = (index: number, { recovery, seconds }: Kept): void => {
    rows[index] = { ...cells[index].keys, ...recovery, seconds };
    done++;
    control.onProgress?.({ done, total: cells.length, found });
  };
  const timer = setInterval(() => signal?.aborted && raise(), POLL_MILLISECONDS);
  const threads = Math.min(workers, cells.length);
  try {
    await withWorkerPool<RecoveryTask, Recovery>(
      new URL("./worker.js", import.meta.url),
      threads,
      "recoveryTask",
      async (run) => {
        const queue = [...cells.keys()];
        const lane = async (): Promise<void> => {
          for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
            if (signal?.aborted) throw stopped(done, cells.length);
            const problem = packProblem(cells[index].problem());
            const path = store && join(store, `${problemHash(problem, [VERSION, options])}.json`);
            const kept = path && readKept(path);
            if (kept) {
              found++;
              finish(index, kept);
              continue;
            }
            const begin = performance.now();
            const recovery = await run({ problem, options, stop });
            const fresh = { recovery, seconds: (performance.now() - begin) / 1000 };
            if (path) writeWhole(path, JSON.stringify(fresh));
            finish(index, fresh);
          }
        };
        await settleAll(Array.from({ length: threads }, lane), raise);
      },
    );
  } catch (error) {
    throw signal?.aborted ? stopped(done, cells.length) : error;
  } finally {
    clearInterval(timer);
  }
  return rows;
}

function stopped(done: number, total: number): AbortedError {
  return new AbortedError(`recoveryGrid: stopped after ${done} of ${total} searches.`);
}

function readKept(path: string): Kept | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as Kept;
    if (!Number.isInteger(kept.recovery.samples)) throw new Error("it holds no number of samples");
    return kept;
  } catch (cause) {
    throw new DataError(
      `recoveryGrid: ${path} is damaged; delete it, and the search is done anew.`,
      { cause },
    );
  }
}
