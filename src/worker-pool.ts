/** A pool of worker threads for one kind of task, alive while `use` runs. */
import { AbortedError, DomainError, errorOfKind } from "./errors.js";

/** @throws DomainError unless the number of threads is a whole one from 1 on */
export function requireWorkers(caller: string, workers: number): void {
  if (!Number.isInteger(workers) || workers < 1) {
    throw new DomainError(`${caller}: got ${workers} workers; expected a whole number from 1 on.`);
  }
}

/** What came of a task in another thread, where errors lose their class. */
export type Outcome<Result> = { result: Result } | { failure: { name: string; message: string } };

/** What a worker's function gives back of its work. */
export async function outcome<Result>(
  work: () => Result | Promise<Result>,
): Promise<Outcome<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    const { name, message } = error as Error;
    return { failure: { name, message } };
  }
}

/**
 * Waits for all; after the first failure asks the others to stop, and throws it when they have.
 * @throws of several failures the first that is no mere answer to `stop`
 */
export async function settleAll(tasks: readonly Promise<void>[], stop: () => void): Promise<void> {
  const failures: unknown[] = [];
  await Promise.all(
    tasks.map((task) =>
      task.catch((error: unknown) => {
        failures.push(error);
        stop();
      }),
    ),
  );
  const cause = failures.find((error) => !(error instanceof AbortedError)) ?? failures[0];
  if (failures.length > 0) throw cause;
}

/**
 * @param worker the module of the threads' side, whose functions answer with an Outcome
 * @param kind the name of the function there
 * @throws what the tasks throw, in their own classes
 */
export async function withWorkerPool<Task, Result>(
  worker: URL,
  threads: number,
  kind: string,
  use: (run: (task: Task) => Promise<Result>) => Promise<void>,
): Promise<void> {
  if (threads === 0) {
    await use(() => Promise.reject(new Error("withWorkerPool: there are no threads.")));
    return;
  }
  const { Piscina } = await import("piscina");
  const filename = new URL("./worker-entry.cjs", import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads });
  try {
    await use(async (task) => {
      const call = { module: worker.href, name: kind, task };
      const answer: Outcome<Result> = await pool.run(call, { name: "call" });
      if ("failure" in answer) throw errorOfKind(answer.failure.name, answer.failure.message);
      return answer.result;
    });
  } finally {
    await pool.destroy();
  }
}
