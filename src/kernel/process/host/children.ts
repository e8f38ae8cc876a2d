/** Child processes of the notebook: they end with it, unless they were started detached. */
import childProcess, { ChildProcess, type SpawnOptions } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { endIfInterrupted } from "../run/interruption.js";
import { onBreak } from "../run/segment.js";
import { AWAITING_CHILD, children, words } from "../side-data.js";
import { apply, kill } from "./originals.js";

type Spawn = (this: ChildProcess, options: SpawnOptions) => unknown;

/** Writes the ids of living children where the side thread reads them. */
export function trackChildren(): void {
  const prototype = ChildProcess.prototype as unknown as { spawn: Spawn };
  const original = prototype.spawn;
  prototype.spawn = function spawn(options) {
    const answer = original.call(this, options);
    const { pid } = this;
    const slot = pid === undefined || options.detached ? -1 : children.indexOf(0);
    if (slot >= 0) {
      children[slot] = pid!;
      this.once("exit", () => {
        children[slot] = 0;
      });
    }
    return answer;
  };
  guardWaiting();
}

/** While a cell stands still until a child process ends, an interrupt ends that one. */
function guardWaiting(): void {
  const functions = childProcess as unknown as Record<
    string,
    (...parameters: unknown[]) => unknown
  >;
  for (const name of ["spawnSync", "execSync", "execFileSync"]) {
    const original = functions[name];
    const guarded = (...parameters: unknown[]) => {
      Atomics.add(words, AWAITING_CHILD, 1);
      try {
        return apply(original, childProcess, parameters);
      } finally {
        Atomics.sub(words, AWAITING_CHILD, 1);
        endIfInterrupted();
      }
    };
    functions[name] = Object.defineProperty(guarded, "name", { value: name });
  }
  syncBuiltinESMExports();
  // Then no `finally` has run.
  onBreak(() => Atomics.store(words, AWAITING_CHILD, 0));
}

function killChildren(): void {
  for (const pid of children) {
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
export function endProcess(): void {
  killChildren();
  kill(process.pid, "SIGKILL");
}
