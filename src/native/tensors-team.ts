/**
 * tensors.c in WebAssembly over a memory that several threads share: each has an instance of its own,
 * with a stack in that memory. The threads begin when an instruction was to be divided for the first
 * time, and divide from the next replay on.
 */
import { Worker } from "node:worker_threads";
import {
  instanceOf,
  type NativeExports,
  type NativeMemory,
  nativeModule,
  sharedMemory,
} from "./load.js";

export interface TeamExports extends NativeExports {
  readonly __stack_pointer: { value: number };
  replay(
    base: number,
    ...[at, end, times, workers, stride, grain]: [number, number, number, number, number, number]
  ): void;
  /** Takes parts until the team is dismissed. */
  attend_team(worker: number): void;
  /** How many threads attend now, without the one that replays. */
  team_size(): number;
  is_team_wanted(): number;
  dismiss_team(): void;
}

/** What a thread of the team is given. */
export interface TeamSeat {
  readonly module: object;
  readonly memory: NativeMemory;
  readonly worker: number;
  readonly stack: number;
}

/** Bytes: as much as the first thread has. */
const STACK = 262144;
const PAGE = 65536;

/** The threads of a memory that nobody has any more have nothing to do. */
const forgotten = new FinalizationRegistry<() => void>((dismiss) => dismiss());

export class TensorsTeamInstance {
  readonly exports: TeamExports;
  /** The first byte that is free: behind the stacks. */
  readonly end: number;
  readonly #seats: readonly TeamSeat[];
  #hasBegun = false;

  /** @param workers threads, with the one that makes it */
  constructor(workers: number) {
    const module = nativeModule("tensors-team");
    const memory = sharedMemory(16 + Math.ceil((workers * STACK) / PAGE));
    this.exports = instanceOf<TeamExports>(module, { env: { memory } }).exports;
    const first = Math.ceil(this.exports.__heap_base.value / 128) * 128;
    this.end = first + (workers - 1) * STACK;
    this.#seats = Array.from({ length: workers - 1 }, (_, k) => ({
      ...{ module, memory, worker: k + 1, stack: first + (k + 1) * STACK },
    }));
    forgotten.register(this, this.exports.dismiss_team);
  }

  /** After a replay. */
  beginWhereWanted(): void {
    if (this.#hasBegun || this.exports.is_team_wanted() === 0) return;
    this.#hasBegun = true;
    for (const workerData of this.#seats) {
      const url = new URL("./tensors-team-worker.js", import.meta.url);
      new Worker(url, { workerData, execArgv: [] }).unref();
    }
  }

  /** Threads that attend now. */
  get size(): number {
    return this.exports.team_size();
  }

  /** Its threads end; nothing is replayed any more. */
  dismiss(): void {
    this.exports.dismiss_team();
  }
}
