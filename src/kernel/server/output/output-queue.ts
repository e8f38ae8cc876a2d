/**
 * Publishes what the cells show, in order and no faster than front ends can
 * take it (see `pacing.ts`), and asks the engine to wait when too much waits
 * here. Nothing is dropped.
 */
import type { Broadcast } from "../channels.js";
import { Backlog } from "./backlog.js";
import { countOf, ENTRY_COST, type Entry, type Parent } from "./entry.js";
import { type Clock, LARGEST_PIECE, PACED_PIECE, type Pacing } from "./pacing.js";
import { firstPiece } from "./text-pieces.js";
import { TokenBucket } from "./token-bucket.js";

/** Where output goes: the iopub socket. */
export interface Sink {
  encode(broadcast: Broadcast): Uint8Array[];
  publishFrames(frames: readonly Uint8Array[]): void;
  /** Bytes that wait for the slowest subscriber. */
  readonly bufferedBytes: number;
  drained(): Promise<void>;
}

/** Milliseconds after an interrupt in which a flood is still held back. */
const BREAKING = 400;

/** Bytes that an interrupted cell may bring beyond the usual backlog. */
const BREAKING_BYTES = 200_000;

export class OutputQueue {
  private readonly backlog = new Backlog();
  private readonly messages: TokenBucket;
  private readonly bytes: TokenBucket;
  private waiters: { order: number; resolve: () => void }[] = [];
  private cancelTimer: (() => void) | undefined;
  private socketIsFull = false;
  private paused = false;
  /** Time from which the cells are not held up any more, since their run has to end. */
  private breaking: number | undefined;

  constructor(
    private readonly sink: Sink,
    private readonly pacing: Pacing,
    private readonly clock: Clock,
    private readonly setPaused: (paused: boolean) => void,
  ) {
    const now = clock.now();
    this.messages = new TokenBucket(pacing.messageRate, pacing.messageBurst, now);
    this.bytes = new TokenBucket(pacing.byteRate, pacing.byteBurst, now);
  }

  write(parent: Parent, name: "stdout" | "stderr", text: string): void {
    if (text !== "") {
      this.backlog.addText(parent, name, text, this.clock.now() + this.pacing.merge);
      this.proceed();
    }
  }

  /** `display`: the id of the display that the message shows or updates. */
  put(broadcast: Broadcast, display?: string): void {
    this.backlog.add(broadcast, display);
    this.proceed();
  }

  /** Resolves when all that is here now has been handed to the sockets. */
  drain(): Promise<void> {
    if (this.backlog.length === 0) {
      return Promise.resolve();
    }
    this.backlog.seal();
    return new Promise((resolve) => {
      this.waiters.push({ order: this.backlog.last, resolve });
      this.proceed();
    });
  }

  /** Hands everything to the sockets now, in as few messages as possible. */
  flush(): void {
    for (let first = this.backlog.first; first !== undefined; first = this.backlog.first) {
      this.sendFrom(first, LARGEST_PIECE);
    }
    this.proceed();
  }

  /** The run has to end: soon the cells are not held up any more, until `endBreaking`. */
  beginBreaking(): void {
    this.breaking = this.clock.now() + BREAKING;
    this.clock.after(BREAKING, () => this.adjustPause());
    if (this.paused) {
      // What is interrupted may be waiting to write.
      this.paused = false;
      this.setPaused(false);
    }
    this.adjustPause();
  }

  endBreaking(): void {
    this.breaking = undefined;
    this.adjustPause();
  }

  /** The receiver's limits begin anew, as they do with every idle. */
  renewLimits(): void {
    this.messages.refill();
    this.bytes.refill();
  }

  private proceed(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    for (let first = this.backlog.first; first !== undefined; first = this.backlog.first) {
      const wait = this.waitFor(first);
      if (wait > 0) {
        this.cancelTimer = this.clock.after(wait, () => this.proceed());
        break;
      }
      if (this.sink.bufferedBytes > this.pacing.socketBytes) {
        this.awaitSocket();
        break;
      }
      this.sendFrom(first, PACED_PIECE);
    }
    this.adjustPause();
  }

  /** Milliseconds until the first entry may leave. */
  private waitFor(entry: Entry): number {
    const now = this.clock.now();
    const { stream } = entry;
    const paced = Math.max(
      this.messages.wait(countOf(entry), now),
      stream ? this.bytes.wait(Math.min(stream.text.length, PACED_PIECE) + ENTRY_COST, now) : 0,
    );
    const mayGrow = this.backlog.length === 1 && this.waiters.length === 0;
    return stream !== undefined && mayGrow ? Math.max(paced, entry.due - now) : paced;
  }

  private sendFrom(entry: Entry, limit: number): void {
    const { message, stream } = entry;
    const text = stream && firstPiece(stream.text, limit);
    const frames = this.sink.encode(
      stream ? { ...message, content: { name: stream.name, text } } : message,
    );
    const now = this.clock.now();
    this.messages.take(countOf(entry), now);
    if (stream) {
      const size = frames.reduce((sum, frame) => sum + frame.length, 0);
      this.bytes.take(size, now);
    }
    this.sink.publishFrames(frames);
    this.backlog.shorten(entry, text?.length ?? 0);
    this.settle();
  }

  private settle(): void {
    const next = this.backlog.first?.order ?? Number.POSITIVE_INFINITY;
    const done = this.waiters.filter(({ order }) => order < next);
    this.waiters = this.waiters.filter(({ order }) => order >= next);
    for (const { resolve } of done) {
      resolve();
    }
  }

  private awaitSocket(): void {
    if (!this.socketIsFull) {
      this.socketIsFull = true;
      void this.sink.drained().then(() => {
        this.socketIsFull = false;
        this.proceed();
      });
    }
  }

  private adjustPause(): void {
    const { breaking, pacing, backlog } = this;
    let limit = pacing.backlogBytes;
    // Resumed at half the limit, so that reading goes on in some length.
    let share = this.paused ? 0.5 : 1;
    if (breaking !== undefined) {
      const over = this.clock.now() >= breaking;
      limit = over ? Number.POSITIVE_INFINITY : limit + BREAKING_BYTES;
      share = 1;
    }
    const paused =
      backlog.bytes > limit * share ||
      (breaking === undefined && backlog.length > pacing.backlogMessages * share);
    if (paused !== this.paused) {
      this.paused = paused;
      this.setPaused(paused);
    }
  }
}
