/** A pool of worker threads for one kind of task, alive while `use` runs. */
import { DomainError, errorOfKind } from "../../errors.js";
import type { TaskKinds } from "./worker.js";

/** @throws DomainError unless the number of threads is a whole one from 1 on */
export function requireWorkers(caller: string, workers: number): void {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new DomainError(`${caller}: got ${workers} workers; expected a whole number from 1 on.`);
  }
}

/** What came of a task in another thread, where errors lose their class. */
export type Outcome<Result> = { result: Result } | { failure: { name: string; message: string } };

/** @throws what the tasks throw, in their own classes */
export async function withPool<Kind extends keyof TaskKinds>(
  threads: number,
  kind: Kind,
  use: (
    run: (task: TaskKinds[Kind]["task"]) => Promise<TaskKinds[Kind]["result"]>,
  ) => Promise<void>,
): Promise<void> {
  if (threads === 0) {
    await use(() => Promise.reject(new Error("withPool: there are no threads.")));
    return;
  }
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: new URL("./worker.js", import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    await use(async (task) => {
      const outcome: Outcome<TaskKinds[Kind]["result"]> = await pool.run(task, { name: kind });
      if ("failure" in outcome) throw errorOfKind(outcome.failure.name, outcome.failure.message);
      return outcome.result;
    });
  } finally {
    await pool.destroy();
  }
}
