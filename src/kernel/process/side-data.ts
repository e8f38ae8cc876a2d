/** What the main thread and the side thread share. */
import type { MessagePort } from "node:worker_threads";

/** The descriptor on which the side thread listens. */
export const SIDE_INPUT = 4;

export interface SideData {
  /** Answers to `prompt` go here. */
  answers: MessagePort;
  /** Words that both threads read and write; their places are below. */
  words: Int32Array;
  /** Ids of the child processes that end with this process; 0 where there is none. */
  children: Int32Array;
}

/** Rises with every answer and every interrupt; the main thread waits for it. */
export const BELL = 0;
/** Number of the run that the kernel wants interrupted; 0 when the main thread has seen it. */
export const INTERRUPTED = 1;
/** Above 0 while the main thread stands still until a child process ends. */
export const AWAITING_CHILD = 2;

/** 1 while the main thread is in a breakable segment. */
export const IN_SEGMENT = 3;

/** Child processes that are remembered at the same time; further ones are left to their group. */
const CHILDREN = 1024;

/** The main thread's own; the side thread gets them in its `SideData`. */
export const words = sharedWords(4);
export const children = sharedWords(CHILDREN);

function sharedWords(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}
