/**
 * Events as bytes on descriptor 3.
 *
 * An event is cut into records of at most 32 KiB, header included: u32 length
 * of the payload, u32 number, u8 kind (all little endian), payload. A Unix
 * stream socket takes a write of that size whole or not at all, and an
 * interrupt may end the writer's JavaScript at any moment without telling
 * whether the last write was done. So the writer repeats a record in doubt
 * under the same number, and the reader drops the second of two equal ones:
 * every event arrives exactly once.
 */
import { deserialize, serialize } from "node:v8";
import { ByteQueue } from "../byte-queue.js";
import type { Event } from "./messages.js";

const HEADER = 9;
const PAYLOAD = 32 * 1024 - HEADER;

/** Kinds of records; `MORE` says that the next record continues the payload. */
const STREAM = 1;
const VALUE = 2;
const MORE = 4;

/** Head of a stream's payload: u32 run, u8 which stream; the text follows in UTF-8. */
const STREAM_HEAD = 5;

/** The event as records, numbered from `first` on (modulo 2^32). */
export function encodeEvent(event: Event, first: number): Buffer[] {
  return event.type === "stream"
    ? cut(STREAM, streamPayload(event), first)
    : cut(VALUE, serialize(event), first);
}

/** Bytes of the largest record. */
export const RECORD = HEADER + PAYLOAD;

/**
 * Writes the record of a short text to the start of `target`, which has RECORD bytes; answers its
 * length, or 0 when the text is too long for one record. It is what `encodeEvent` makes, without
 * the objects on the way: a notebook may print a million lines.
 */
export function encodeText(
  target: Buffer,
  run: number,
  name: "stdout" | "stderr",
  text: string,
  number: number,
): number {
  // A UTF-16 code unit takes three bytes of UTF-8 at most.
  if (3 * text.length > PAYLOAD - STREAM_HEAD) {
    return 0;
  }
  const size = STREAM_HEAD + target.write(text, HEADER + STREAM_HEAD);
  target.writeUInt32LE(size, 0);
  target.writeUInt32LE(number, 4);
  target[8] = STREAM;
  target.writeUInt32LE(run, HEADER);
  target[HEADER + 4] = name === "stdout" ? 1 : 2;
  return HEADER + size;
}

function streamPayload(event: Event & { type: "stream" }): Buffer {
  const payload = Buffer.allocUnsafe(STREAM_HEAD + Buffer.byteLength(event.text));
  payload.writeUInt32LE(event.run, 0);
  payload[4] = event.name === "stdout" ? 1 : 2;
  payload.write(event.text, STREAM_HEAD);
  return payload;
}

function cut(kind: number, payload: Buffer, first: number): Buffer[] {
  const records: Buffer[] = [];
  let start = 0;
  do {
    const end = Math.min(start + PAYLOAD, payload.length);
    const record = Buffer.allocUnsafe(HEADER + end - start);
    record.writeUInt32LE(end - start, 0);
    record.writeUInt32LE((first + records.length) >>> 0, 4);
    record[8] = end < payload.length ? kind | MORE : kind;
    payload.copy(record, HEADER, start, end);
    records.push(record);
    start = end;
  } while (start < payload.length);
  return records;
}

/** Puts the records together again, however the pipe has cut them; takes linear time. */
export class EventReader {
  private readonly bytes = new ByteQueue();
  private lastNumber = -1;
  private parts: Buffer[] = [];

  constructor(private readonly receive: (event: Event) => void) {}

  push(chunk: Uint8Array): void {
    this.bytes.push(chunk);
    for (let record = this.next(); record !== undefined; record = this.next()) {
      this.take(record);
    }
  }

  private next(): Buffer | undefined {
    const header = this.bytes.peek(HEADER);
    return header && this.bytes.take(HEADER + header.readUInt32LE(0));
  }

  private take(record: Buffer): void {
    const number = record.readUInt32LE(4);
    if (number === this.lastNumber) {
      return;
    }
    this.lastNumber = number;
    this.parts.push(record.subarray(HEADER));
    if (record[8] & MORE) {
      return;
    }
    const payload = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    this.parts = [];
    this.receive(record[8] === STREAM ? readStream(payload) : (deserialize(payload) as Event));
  }
}

function readStream(payload: Buffer): Event {
  return {
    type: "stream",
    run: payload.readUInt32LE(0),
    name: payload[4] === 1 ? "stdout" : "stderr",
    text: payload.toString("utf8", STREAM_HEAD),
  };
}
