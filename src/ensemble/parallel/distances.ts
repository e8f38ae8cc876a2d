/** Many exact distances side by side: an assignment of N particles costs up to N³. */
import { availableParallelism } from "node:os";
import { AbortedError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import type { Matrix } from "../../numerics/index.js";
import { requireWorkers } from "../../worker-pool.js";
import { relativeMeanDistance } from "../distance/index.js";
import { withPool } from "./pool.js";
import type { FleetControl } from "./train-ensembles.js";

/** Below this many particles a distance is sooner computed than sent to another thread. */
const WORTH_A_THREAD = 200;

/**
 * RMD² of each pair of clouds, in the given order; the same numbers for any number of workers.
 * @throws what relativeMeanDistance throws; AbortedError when the signal fires
 */
export async function relativeMeanDistances(
  pairs: readonly (readonly [Matrix, Matrix])[],
  control: Pick<FleetControl, "workers" | "signal"> & {
    onProgress?(progress: { done: number; total: number }): void;
  } = {},
): Promise<Float64Array> {
  const { workers = availableParallelism(), signal = interruptSignal(), onProgress } = control;
  requireWorkers("relativeMeanDistances", workers);
  const results = new Float64Array(pairs.length);
  let done = 0;
  const finish = (index: number, distance: number): void => {
    results[index] = distance;
    done++;
    onProgress?.({ done, total: pairs.length });
  };
  const requireNotStopped = (): void => {
    if (!signal?.aborted) return;
    throw new AbortedError(`relativeMeanDistances: stopped after ${done} of ${pairs.length}.`);
  };
  const size = ([first, second]: readonly [Matrix, Matrix]) => Math.max(first.rows, second.rows);
  const order = pairs.map((_, k) => k).sort((j, k) => size(pairs[k]) - size(pairs[j]));
  const far = order.filter(
    (k) => size(pairs[k]) >= WORTH_A_THREAD && pairs[k][0].columns === pairs[k][1].columns,
  );
  const sent = new Set(far);
  await withPool(Math.min(workers, far.length), "distanceTask", async (run) => {
    const queue = [...far];
    const lane = async (): Promise<void> => {
      for (let k = queue.shift(); k !== undefined; k = queue.shift()) {
        requireNotStopped();
        const [first, second] = pairs[k];
        const task = { columns: first.columns, first: first.data, second: second.data };
        finish(k, await run(task));
      }
    };
    await Promise.all(Array.from({ length: Math.min(workers, far.length) }, lane));
  });
  for (const k of order) {
    if (sent.has(k)) continue;
    requireNotStopped();
    finish(k, relativeMeanDistance(...pairs[k]));
  }
  return results;
}
