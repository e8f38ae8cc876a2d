/**
 * The process that runs the cells, seen from the kernel: commands go in,
 * events come out in order, and what native code and child processes print
 * is attributed to the run during which it was printed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { EventReader } from "../process/frames.js";
import { MarkerParser, nonceVariable } from "../process/markers.js";
import type { Command, Event, SideMessage } from "../process/messages.js";
import { describeEnd, type End } from "./end.js";

const entry = fileURLToPath(new URL("../process/main.js", import.meta.url));

/** Milliseconds in which raw output may arrive after the event that ends its run. */
const RAW_PATIENCE = 250;

/** Milliseconds that the process has for its own end before it is killed. */
const EXIT_PATIENCE = 500;

/** Characters of a run's raw standard error kept to explain a crash. */
const LAST_WORDS = 8000;

export interface CellProcessOptions {
  /** The notebook's folder. */
  cwd: string;
  env?: NodeJS.ProcessEnv;
  receive: (event: Event) => void;
}

export class CellProcess {
  /** Resolves when the process is gone. */
  readonly ended: Promise<End>;
  private readonly child: ChildProcess;
  private readonly raw: Record<"stdout" | "stderr", MarkerParser>;
  private readonly pipes: Readable[];
  private lastWords = "";
  private closing = false;
  private alive = true;
  private rawWaiters: (() => void)[] = [];

  constructor(private readonly options: CellProcessOptions) {
    const nonce = randomBytes(12).toString("hex");
    this.child = spawn(process.execPath, [...process.execArgv.filter(forCells), entry], {
      cwd: options.cwd,
      env: { ...(options.env ?? process.env), [nonceVariable]: nonce },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      // A group of its own: what user code starts can be ended with it.
      detached: process.platform !== "win32",
    });
    this.raw = {
      stdout: new MarkerParser(nonce, (run, text) => this.receiveRaw("stdout", run, text)),
      stderr: new MarkerParser(nonce, (run, text) => this.receiveRaw("stderr", run, text)),
    };
    const events = this.child.stdio[3] as Readable;
    this.pipes = [events, this.child.stdout as Readable, this.child.stderr as Readable];
    const reader = new EventReader((event) => this.receive(event));
    events.on("data", (chunk: Buffer) => reader.push(chunk));
    for (const name of ["stdout", "stderr"] as const) {
      this.child[name]?.on("data", (chunk: Buffer) => {
        this.raw[name].push(chunk);
        this.notifyRaw();
      });
    }
    for (const stream of [...this.pipes, this.side, this.child]) {
      stream.on("error", () => {
        // The end of the process is reported once, by its exit.
      });
    }
    this.ended = this.watch(events);
  }

  get isAlive(): boolean {
    return this.alive;
  }

  send(command: Command): void {
    if (command.type === "run") {
      // What an earlier cell has printed does not explain the end of this one.
      this.lastWords = "";
    }
    if (this.alive && this.child.connected) {
      this.child.send(command, () => {
        // A failure means that the process has ended, which `ended` tells.
      });
    }
  }

  answer(message: SideMessage): void {
    if (this.alive) {
      this.side.write(`${JSON.stringify(message)}\n`);
    }
  }

  /** Also by the side thread, which hears it although the main thread may be stuck. */
  askToInterrupt(run: number): void {
    this.send({ type: "interrupt", run });
    this.answer({ type: "interrupt", run });
  }

  /** Ends a synchronous segment by SIGINT; harmless between segments. */
  breakSegment(): void {
    if (this.alive) {
      this.child.kill("SIGINT");
    }
  }

  /** Stops or resumes reading, so that a flood of output waits in the process that makes it. */
  setPaused(paused: boolean): void {
    for (const pipe of this.pipes) {
      if (paused) {
        pipe.pause();
      } else {
        pipe.resume();
      }
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    this.setPaused(false);
    this.send({ type: "exit" });
    const timer = setTimeout(() => this.kill(), EXIT_PATIENCE);
    await this.ended;
    clearTimeout(timer);
    this.kill();
  }

  /** Ends the process and everything that it started. */
  kill(): void {
    const { pid } = this.child;
    if (pid === undefined) {
      return;
    }
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
  }

  private get side(): Writable {
    return this.child.stdio[4] as Writable;
  }

  private receive(event: Event): void {
    if (event.type !== "done") {
      this.options.receive(event);
      return;
    }
    void this.rawHasCome(event.run).then(() => this.options.receive(event));
  }

  private receiveRaw(name: "stdout" | "stderr", run: number, text: string): void {
    if (name === "stderr") {
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    }
    this.options.receive({ type: "stream", run, name, text });
  }

  /** Waits until both pipes have reached the mark at the end of the run. */
  private async rawHasCome(run: number): Promise<void> {
    const deadline = performance.now() + RAW_PATIENCE;
    while (
      this.alive &&
      performance.now() < deadline &&
      !(this.raw.stdout.ended >= run && this.raw.stderr.ended >= run)
    ) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - performance.now());
        this.rawWaiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private notifyRaw(): void {
    for (const wake of this.rawWaiters.splice(0)) {
      wake();
    }
  }

  private watch(events: Readable): Promise<End> {
    const drained = new Promise<void>((resolve) => events.once("close", resolve));
    return new Promise((resolve) => {
      const end = async (code: number | null, signal: string | null, why?: string) => {
        // What it wrote before its end is still in the pipes.
        this.setPaused(false);
        await Promise.race([drained, new Promise((wait) => setTimeout(wait, EXIT_PATIENCE))]);
        this.alive = false;
        this.notifyRaw();
        this.kill();
        resolve(describeEnd({ code, signal, why, words: this.lastWords, asked: this.closing }));
      };
      this.child.once("error", (error) => {
        if (this.child.pid === undefined) {
          void end(null, null, error.message);
        }
      });
      this.child.once("exit", (code, signal) => void end(code, signal));
    });
  }
}

/** Flags of the kernel's own Node that the cells' Node should have as well. */
function forCells(flag: string): boolean {
  return !flag.startsWith("--inspect");
}
