/**
 * The process of the cells under test: spawned and spoken to as the engine
 * does it, with scripts as the compiler would write them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { EventReader } from "../../../src/kernel/process/frames.js";
import { MarkerParser, nonceVariable } from "../../../src/kernel/process/markers.js";
import type { Command, Event, SideMessage } from "../../../src/kernel/process/messages.js";

const entry = fileURLToPath(new URL("../../../src/kernel/process/main.js", import.meta.url));

export type Done = Event & { type: "done" };

export interface CellOptions {
  names?: string[];
  map?: string;
  label?: string;
  allowInput?: boolean;
  expression?: boolean;
}

export class Cells {
  readonly events: Event[] = [];
  /** Raw output of descriptors 1 and 2, as [run, text]. */
  readonly raw: [number, string][] = [];
  readonly child: ChildProcess;
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "cells-")));
  readonly ended: Promise<string>;
  private runs = 0;
  private readonly listeners = new Set<() => void>();

  constructor(options: { flags?: string[]; env?: NodeJS.ProcessEnv } = {}) {
    const nonce = "n0nce";
    this.child = spawn(process.execPath, [...(options.flags ?? []), entry], {
      cwd: this.folder,
      env: { ...process.env, ...options.env, [nonceVariable]: nonce },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      detached: true,
    });
    const reader = new EventReader((event) => {
      this.events.push(event);
      for (const listener of this.listeners) listener();
    });
    (this.child.stdio[3] as Readable).on("data", (chunk: Buffer) => reader.push(chunk));
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      const parser = new MarkerParser(nonce, (run, text) => this.raw.push([run, text]));
      stream.on("data", (chunk: Buffer) => parser.push(chunk));
    }
    for (const stream of [this.child.stdio[4] as Writable, this.child])
      stream.on("error", () => {});
    this.ended = new Promise((resolve) =>
      this.child.once("exit", (code, signal) => resolve(signal ?? String(code))),
    );
  }

  /** The first event of which `test` holds; those of the past count. */
  when<T extends Event>(test: (event: Event) => event is T): Promise<T>;
  when(test: (event: Event) => boolean): Promise<Event>;
  when(test: (event: Event) => boolean): Promise<Event> {
    return new Promise((resolve, reject) => {
      let seen = 0;
      const look = () => {
        for (; seen < this.events.length; seen++) {
          if (test(this.events[seen])) {
            this.listeners.delete(look);
            resolve(this.events[seen]);
            return;
          }
        }
      };
      this.listeners.add(look);
      void this.ended.then((how) => reject(new Error(`the process has ended: ${how}`)));
      look();
    });
  }

  async ready(): Promise<this> {
    await this.when(({ type }) => type === "ready");
    return this;
  }

  send(command: Command): void {
    this.child.send(command);
  }

  tell(message: SideMessage): void {
    (this.child.stdio[4] as Writable).write(`${JSON.stringify(message)}\n`);
  }

  /** Starts a run of the body of an async generator, as which the compiler writes a cell. */
  start(body: string, options: CellOptions = {}): number {
    return this.startScript(
      `(() => globalThis[Symbol.for("Intertwine.async")](this, [], function* () {\n${body}\n}))`,
      {
        names: [
          ...new Set([...body.matchAll(/ɵ([\p{ID_Continue}$]+)\.\1/gu)].map(([, name]) => name)),
        ],
        ...options,
      },
    );
  }

  startScript(code: string, options: CellOptions = {}): number {
    const run = ++this.runs;
    this.send({
      type: "run",
      run,
      code,
      label: options.label ?? `cell[${run}]`,
      names: options.names ?? [],
      map: options.map ?? "",
      allowInput: options.allowInput ?? false,
      expression: options.expression ?? false,
    });
    return run;
  }

  done(run: number): Promise<Done> {
    return this.when((event): event is Done => event.type === "done" && event.run === run);
  }

  async run(body: string, options: CellOptions = {}): Promise<Done> {
    return this.done(this.start(body, options));
  }

  /** As the engine does it: the message first, the signal if that has not helped. */
  async interrupt(run: number): Promise<Done> {
    this.send({ type: "interrupt", run });
    this.tell({ type: "interrupt", run });
    let timer = setTimeout(() => {
      this.child.kill("SIGINT");
      timer = setInterval(() => this.child.kill("SIGINT"), 400);
    }, 100);
    try {
      return await this.done(run);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What the run has written to a stream. */
  text(run: number, name: "stdout" | "stderr" = "stdout"): string {
    return this.events
      .map((event) =>
        event.type === "stream" && event.run === run && event.name === name ? event.text : "",
      )
      .join("");
  }

  result(run: number): unknown {
    const found = this.events.find((event) => event.type === "result" && event.run === run);
    return found?.type === "result" ? found.data : undefined;
  }

  async close(): Promise<void> {
    try {
      process.kill(-this.child.pid!, "SIGKILL");
    } catch {
      // It has ended.
    }
    await this.ended.catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
