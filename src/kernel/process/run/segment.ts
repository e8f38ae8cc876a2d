/**
 * Breakable segments: stretches of synchronous code that a SIGINT ends.
 *
 * V8 ends such code without running its `catch` and `finally` blocks; what was
 * assigned before stays. Whatever keeps a state of its own inside a segment
 * must therefore stand being left at any point, and puts itself in order here,
 * by `onBreak`.
 */
import { Script } from "node:vm";
import { IN_SEGMENT, INTERRUPTED, words } from "../side-data.js";
import { KernelInterrupt } from "./kernel-interrupt.js";
import { ownRun, type Run } from "./run.js";

// `do` is reserved, so no variable of a notebook has a box of that name.
new Script("let ɵdo").runInThisContext();
const install = new Script("(body) => { ɵdo = body }").runInThisContext() as (
  body: () => unknown,
) => void;
const script = new Script("ɵdo()", { filename: "intertwine:segment" });
const { runInThisContext } = Script.prototype;
const options = { breakOnSigint: true, displayErrors: false };

let inside = false;
let body: (() => unknown) | undefined;
install(() => body!());

const repairs: ((reason: KernelInterrupt) => unknown)[] = [];
let interrupt: (run: Run) => void = () => {};
let interruptNumber: (run: number) => void = () => {};

/** Registers what must be put in order after a broken segment. */
export function onBreak(repair: (reason: KernelInterrupt) => unknown): void {
  repairs.push(repair);
}

/** Registers what is told of the run whose segment was broken. */
export function onBrokenRun(handler: (run: Run) => void): void {
  interrupt = handler;
}

/** Registers what is told of a run that the kernel wants interrupted. */
export function onInterruptRequest(handler: (run: number) => void): void {
  interruptNumber = handler;
}

/** Sees to an interrupt that has come while the event loop stood still. */
export function heedRequests(): void {
  if (words[INTERRUPTED] !== 0) {
    interruptNumber(Atomics.exchange(words, INTERRUPTED, 0));
  }
}

/** Calls the function so that a SIGINT can end it; within a segment, it is just a call. */
export function segment<T>(work: () => T): T {
  if (inside) {
    return work();
  }
  heedRequests();
  inside = true;
  words[IN_SEGMENT] = 1;
  body = work;
  try {
    return runInThisContext.call(script, options) as T;
  } catch (error) {
    throw isBreak(error) ? broken() : error;
  } finally {
    words[IN_SEGMENT] = 0;
    inside = false;
    body = undefined;
  }
}

function isBreak(error: unknown): boolean {
  try {
    return (error as NodeJS.ErrnoException)?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
  } catch {
    return false;
  }
}

function broken(): KernelInterrupt {
  inside = false;
  const run = ownRun();
  if (run !== undefined) {
    interrupt(run);
  }
  const reason = run?.interruption ?? new KernelInterrupt();
  for (const repair of repairs) {
    repair(reason);
  }
  return reason;
}
