/** A pool of worker threads for one kind of this room's tasks, alive while `use` runs. */
import { withWorkerPool } from "../../worker-pool.js";
import type { TaskKinds } from "./worker.js";

/** @throws what the tasks throw, in their own classes */
export function withPool<Kind extends keyof TaskKinds>(
  threads: number,
  kind: Kind,
  use: (
    run: (task: TaskKinds[Kind]["task"]) => Promise<TaskKinds[Kind]["result"]>,
  ) => Promise<void>,
): Promise<void> {
  return withWorkerPool<TaskKinds[Kind]["task"], TaskKinds[Kind]["result"]>(
    new URL("./worker.js", import.meta.url),
    threads,
    kind,
    use,
  );
}
