/**
 * Writes events to the kernel, at once: an event that has been sent is there
 * even if the process dies with the next instruction.
 */
import { encodeEvent, encodeText, RECORD } from "./frames.js";
import { writeDescriptor } from "./host/originals.js";
import type { Event } from "./messages.js";

const EVENTS = 3;

const pause = new Int32Array(new SharedArrayBuffer(4));

/** The latest event; `next` is the first record that is not known to be written. */
let current: { records: Buffer[]; next: number } = { records: [], next: 0 };
let numbers = 0;

/** Sends an event. Nothing is thrown: a kernel that is gone ends this process anyway. */
export function send(event: Event): void {
  finishSending();
  const records = encodeEvent(event, numbers);
  numbers = (numbers + records.length) >>> 0;
  current = { records, next: 0 };
  finishSending();
}

const line = Buffer.allocUnsafeSlow(RECORD);

/** Sends what a run has printed. */
export function sendText(run: number, name: "stdout" | "stderr", text: string): void {
  finishSending();
  const length = encodeText(line, run, name, text, numbers);
  if (length === 0) {
    send({ type: "stream", run, name, text });
    return;
  }
  numbers = (numbers + 1) >>> 0;
  current = { records: [line.subarray(0, length)], next: 0 };
  finishSending();
}

/**
 * Completes what an interrupt has cut off. The record in doubt is written
 * again; the reader knows it by its number.
 */
export function finishSending(): void {
  while (current.next < current.records.length) {
    writeWhole(EVENTS, current.records[current.next]);
    current.next++;
  }
}

/** Writes all bytes, however small the portions that the descriptor takes. */
export function writeWhole(descriptor: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeDescriptor(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
        return;
      }
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
