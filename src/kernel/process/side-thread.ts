/**
 * The side thread of the process: a worker that waits on descriptor 4.
 *
 * It waits inside a breakable script. As long as one such script runs anywhere
 * in a process, Node's watchdog for SIGINT stays installed: breakable segments
 * on the main thread become cheap (1 µs instead of 75), and a SIGINT between
 * two of them ends nothing but this wait, which begins again. There are two
 * scripts, one in the other, so that the watchdog stays while the inner one
 * begins again.
 */
import { readSync } from "node:fs";
import process from "node:process";
import { runInThisContext } from "node:vm";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { SideMessage } from "./messages.js";

/** What the side thread shares with the main thread. */
export interface SideData {
  /** Answers to `prompt` go here. */
  answers: MessagePort;
  /** Counts the answers; waited for with `Atomics.wait`. */
  bell: Int32Array;
  /** Ids of the child processes that end with this process; 0 where there is none. */
  children: Int32Array;
}

const INPUT = 4;
const { answers, bell, children } = workerData as SideData;

// What has been read is never lost with an interrupted read: lines of JSON have
// no zero bytes, so the zeros show how far the buffer is filled.
const buffer = Buffer.alloc(64 * 1024);
const pause = new Int32Array(new SharedArrayBuffer(4));
let text = Buffer.alloc(0);

function readMore(): void {
  try {
    if (readSync(INPUT, buffer, 0, buffer.length, null) === 0) {
      endEverything();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
      endEverything();
    }
    // Somebody has made the descriptor non-blocking.
    Atomics.wait(pause, 0, 0, 20);
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
    answers.postMessage(message);
    Atomics.add(bell, 0, 1);
    Atomics.notify(bell, 0);
  }
}

/** The kernel is gone: nothing that it started may stay behind. */
function endEverything(): void {
  for (const pid of [...children].filter((id) => id > 0).concat(-process.pid, process.pid)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended already, or this process leads no group.
    }
  }
}

const read = breakable("Intertwine.read", () => {
  for (;;) {
    readMore();
    takeLines();
  }
});
const readAgain = breakable("Intertwine.readAgain", () => {
  for (;;) {
    read();
    takeLines();
  }
});

/** The function in a script that a SIGINT ends; it returns when that happens. */
function breakable(name: string, body: () => void): () => void {
  Object.defineProperty(globalThis, Symbol.for(name), { value: body });
  const code = `globalThis[Symbol.for(${JSON.stringify(name)})]()`;
  return () => {
    try {
      runInThisContext(code, { breakOnSigint: true, displayErrors: false });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") {
        throw error;
      }
    }
  };
}

parentPort?.postMessage("ready");
for (;;) {
  readAgain();
}
