/**
 * The process of a kernel, in a process group of its own, so that Ctrl-C in
 * the terminal reaches us first and nothing that it started outlives it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { KernelSpec } from "./kernelspec.js";

const running = new Set<KernelProcess>();
process.on("exit", () => {
  for (const kernel of running) {
    kernel.signal("SIGKILL");
  }
});

export class KernelProcess {
  /** Resolves with a description when the process has ended. */
  readonly ended: Promise<string>;
  /** What it printed to its own terminal, the last few thousand characters. */
  log = "";
  private alive = true;
  private readonly child: ChildProcess;

  constructor(spec: KernelSpec, connectionFile: string, cwd: string, env: NodeJS.ProcessEnv) {
    const [program, ...args] = spec.argv.map((part) =>
      part.replaceAll("{connection_file}", connectionFile),
    );
    this.child = spawn(program, args, {
      cwd,
      env: { ...env, ...spec.env, JPY_PARENT_PID: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    const listen = (chunk: Buffer) => {
      this.log = (this.log + chunk.toString("utf8")).slice(-4000);
    };
    this.child.stdout?.on("data", listen);
    this.child.stderr?.on("data", listen);
    running.add(this);
    this.ended = new Promise((resolve) => {
      const end = (how: string) => {
        this.alive = false;
        running.delete(this);
        resolve(how);
      };
      this.child.once("error", (error) => end(`could not be started: ${error.message}`));
      this.child.once("exit", (code, signal) =>
        end(signal ? `ended by ${signal}` : `ended with status ${code}`),
      );
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Sends a signal to the kernel; SIGKILL goes to everything that it started. */
  signal(name: NodeJS.Signals): void {
    if (!this.alive || this.child.pid === undefined) {
      return;
    }
    try {
      const group = name === "SIGKILL" && process.platform !== "win32";
      process.kill(group ? -this.child.pid : this.child.pid, name);
    } catch {
      // It ended in between.
    }
  }

  /** Waits for the end that was asked for; after `patience` milliseconds insists. */
  async end(patience: number): Promise<void> {
    for (const name of ["SIGTERM", "SIGKILL"] as const) {
      const waiting = new AbortController();
      const done = await Promise.race([
        this.ended.then(() => true),
        sleep(patience, false, { signal: waiting.signal }).catch(() => false),
      ]);
      waiting.abort();
      if (done) {
        return;
      }
      this.signal(name);
    }
    await this.ended;
  }
}
