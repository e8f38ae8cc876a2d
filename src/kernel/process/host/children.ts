/** Child processes of the notebook: they end with it, unless they were started detached. */
import { ChildProcess, type SpawnOptions } from "node:child_process";
import process from "node:process";
import { kill } from "./originals.js";

/** Child processes that are remembered at the same time; further ones are left to their group. */
export const CHILDREN = 1024;

type Spawn = (this: ChildProcess, options: SpawnOptions) => unknown;

/** Writes the ids of living children into `table`, which the side thread reads. */
export function trackChildren(table: Int32Array): void {
  const prototype = ChildProcess.prototype as unknown as { spawn: Spawn };
  const original = prototype.spawn;
  prototype.spawn = function spawn(options) {
    const answer = original.call(this, options);
    const { pid } = this;
    const slot = pid === undefined || options.detached ? -1 : table.indexOf(0);
    if (slot >= 0) {
      table[slot] = pid!;
      this.once("exit", () => {
        table[slot] = 0;
      });
    }
    return answer;
  };
}

export function killChildren(table: Int32Array): void {
  for (const pid of table) {
    if (pid > 0) {
      try {
        kill(pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
  }
}

/**
 * Ends this process at once. The ordinary end would wait for the side thread,
 * which waits for the kernel.
 */
export function endProcess(table: Int32Array): void {
  killChildren(table);
  kill(process.pid, "SIGKILL");
}
