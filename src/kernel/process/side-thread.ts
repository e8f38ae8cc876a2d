/**
 * The side thread of the process: a worker that waits on descriptor 4.
 *
 * It waits inside a breakable script. As long as one such script runs anywhere
 * in a process, Node's watchdog for SIGINT stays installed: breakable segments
 * on the main thread become cheap (1 µs instead of 75), and a SIGINT between
 * two of them ends nothing but this wait, as soon as something comes to read.
 *
 * A SIGINT goes to the script that was entered last. So the wait must not begin
 * again while the main thread is in a segment, or it would stand before it.
 * Therefore there are many scripts, one in the other: what ends is the
 * innermost, and the next one waits in its place until all can be entered anew.
 */
import { readFileSync, readSync } from "node:fs";
import process from "node:process";
import { Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { SideMessage } from "./messages.js";
import {
  AWAITING_CHILD,
  BELL,
  IN_SEGMENT,
  INTERRUPTED,
  SIDE_INPUT,
  type SideData,
} from "./side-data.js";

/** Milliseconds between two looks at the descriptor, which does not block (see `main.ts`). */
const INTERVAL = 20;
/** Milliseconds after which a child process that ignores the interrupt is killed. */
const CHILD_PATIENCE = 200;
const { answers, words, children } = workerData as SideData;

// What has been read is never lost with an interrupted read: lines of JSON have
// no zero bytes, so the zeros show how far the buffer is filled.
const buffer = Buffer.alloc(64 * 1024);
const pause = new Int32Array(new SharedArrayBuffer(4));
let text = Buffer.alloc(0);

function readMore(): void {
  try {
    if (readSync(SIDE_INPUT, buffer, 0, buffer.length, null) === 0) {
      endEverything();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
      endEverything();
    }
    Atomics.wait(pause, 0, 0, INTERVAL);
  }
}

function takeLines(): void {
  const filled = buffer.indexOf(0);
  const bytes = buffer.subarray(0, filled < 0 ? buffer.length : filled);
  text = Buffer.concat([text, bytes]);
  buffer.fill(0);
  for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
    const message = JSON.parse(text.toString("utf8", 0, end)) as SideMessage;
    text = text.subarray(end + 1);
    if (message.type === "input") {
      answers.postMessage(message.text);
    } else {
      Atomics.store(words, INTERRUPTED, message.run);
    }
    Atomics.add(words, BELL, 1);
    Atomics.notify(words, BELL);
    if (message.type === "interrupt") {
      interruptAwaited();
    }
  }
}

/** Ends the child process that the main thread waits for, as a terminal's interrupt does. */
function interruptAwaited(): void {
  if (Atomics.load(words, AWAITING_CHILD) === 0) {
    return;
  }
  const asynchronous = new Set(children);
  const awaited = childrenOf(process.pid).filter((pid) => !asynchronous.has(pid));
  const all = awaited.flatMap(withDescendants);
  for (const pid of all) {
    end(pid, "SIGINT");
  }
  Atomics.wait(pause, 0, 0, CHILD_PATIENCE);
  const left = new Set(childrenOf(process.pid));
  if (awaited.some((pid) => left.has(pid))) {
    for (const pid of all) {
      end(pid, "SIGKILL");
    }
  }
}

function withDescendants(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(withDescendants)];
}

/** Those of its main thread, on Linux (proc(5)); elsewhere none are known. */
function childrenOf(pid: number): number[] {
  try {
    return (readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? []).map(
      Number,
    );
  } catch {
    return [];
  }
}

/** The kernel is gone: nothing that it started may stay behind. */
function endEverything(): void {
  for (const pid of [...children].filter((id) => id > 0).concat(-process.pid, process.pid)) {
    end(pid, "SIGKILL");
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already, or there is no such group.
  }
}

/** Scripts in each other. */
const LEVELS = 32;
const levels: (() => void)[] = [];

function wait(level: number): void {
  for (;;) {
    if (level < LEVELS) {
      levels[level + 1]();
      takeLines();
    }
    while (level === LEVELS || Atomics.load(words, IN_SEGMENT) === 1) {
      readMore();
      takeLines();
    }
    if (level > 0) {
      return;
    }
  }
}

/** The wait in a script that a SIGINT ends; it returns when that happens. */
function breakable(level: number): () => void {
  const key = `Intertwine.wait.${level}`;
  Object.defineProperty(globalThis, Symbol.for(key), { value: () => wait(level) });
  const script = new Script(`globalThis[Symbol.for("${key}")]()`);
  return () => {
    try {
      script.runInThisContext({ breakOnSigint: true, displayErrors: false });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") {
        throw error;
      }
    }
  };
}

for (let level = 0; level <= LEVELS; level++) {
  levels.push(breakable(level));
}
parentPort?.postMessage("ready");
for (;;) {
  levels[0]();
}
