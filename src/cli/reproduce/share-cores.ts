/** Runs at the same time share the cores: each of their processes is told how many it may use. */
import { availableParallelism } from "node:os";

/** Sets INTERTWINE_WORKERS, which the processes inherit, unless somebody did. */
export function shareCores(jobs: number, env: NodeJS.ProcessEnv = process.env): void {
  if (jobs === 1 || env.INTERTWINE_WORKERS) return;
  env.INTERTWINE_WORKERS = String(Math.max(1, Math.floor(availableParallelism() / jobs)));
}
