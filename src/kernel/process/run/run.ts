/** A run: one execution of a cell, an expression or a comm handler, with all that it has started. */
import { AsyncLocalStorage } from "node:async_hooks";
import { now } from "../host/originals.js";
import type { Activation } from "./activation.js";
import { KernelInterrupt } from "./kernel-interrupt.js";

/** The run that the present code belongs to, through awaits, timers and callbacks. */
const storage = new AsyncLocalStorage<Run>();
const { getStore } = AsyncLocalStorage.prototype;

let latest: Run | undefined;

export class Run {
  /** Activations of async functions that wait. */
  readonly waiting = new Set<Activation>();
  /** Set by an interrupt: the reason with which everything of the run ends. */
  interruption: KernelInterrupt | undefined;
  private dead = false;
  /** When the grace of an interrupt is over, in milliseconds of `performance.now`. */
  deadline = Infinity;
  /** Answers for the run although its code has not ended. */
  force: () => void = () => {};
  private controller: AbortController | undefined;

  constructor(
    readonly number: number,
    readonly allowInput = false,
  ) {
    latest = this;
  }

  /** Aborts when the run is interrupted. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.interruption !== undefined) {
        this.controller.abort(this.interruption);
      }
    }
    return this.controller.signal;
  }

  /** Marks the run as interrupted; `false` when it was already. */
  beginInterruption(): boolean {
    if (this.interruption !== undefined) {
      return false;
    }
    this.interruption = new KernelInterrupt();
    return true;
  }

  /** Whether nothing of the run is to be resumed any more. */
  get isOver(): boolean {
    // Promises alone may have kept the timer from saying so.
    if (!this.dead && this.interruption !== undefined && now() > this.deadline) {
      this.endByForce();
    }
    return this.dead;
  }

  /** Nothing more of the run, although its code has not ended. */
  endByForce(): void {
    if (!this.dead) {
      this.dead = true;
      this.force();
    }
  }

  /** The code has ended; an interrupted run leaves nothing behind. */
  end(): void {
    this.dead = this.interruption !== undefined;
  }

  /** Calls the listeners of `signal`, which are code of the notebook. */
  abort(): void {
    this.controller?.abort(this.interruption);
  }
}

/** The run that this code belongs to. */
export function ownRun(): Run | undefined {
  return getStore.call(storage) as Run | undefined;
}

/** The run that this code belongs to, or the latest one. */
export function presentRun(): Run | undefined {
  return ownRun() ?? latest;
}

/** Number under which what the present code shows is sent; 0 before the first run. */
export function presentNumber(): number {
  return presentRun()?.number ?? 0;
}

export function inRun<T>(run: Run, body: () => T): T {
  return storage.run(run, body);
}
