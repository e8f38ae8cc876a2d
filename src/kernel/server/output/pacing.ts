/**
 * How fast output may leave. jupyter_server stops passing on what comes faster
 * than 1000 messages or 1,000,000 bytes of streams a second, each over 3
 * seconds that begin anew with every idle (`_limit_rate` in its
 * services/kernels/connection/channels.py), and what it drops is lost.
 *
 * In 3 seconds the bucket of the bytes lets through 0.6 + 3 · 0.5 = 2.1 MB, and
 * the rest of what may wait, 0.7 MB, may follow at once after an interrupt:
 * together less than 3 MB. The messages are counted in the same proportion. A
 * server that is busy for 1.8 s and then reads everything at once sees
 * 0.6 + 4.8 · 0.5 = 3 MB and still drops nothing.
 */
export interface Pacing {
  /** Messages a second, and how many at once. */
  messageRate: number;
  messageBurst: number;
  /** Bytes of stream messages a second, and how many at once. */
  byteRate: number;
  byteBurst: number;
  /** Bytes and messages that may wait before the cells are held up. */
  backlogBytes: number;
  backlogMessages: number;
  /** Bytes that may wait in the sockets, for slow subscribers. */
  socketBytes: number;
  /** Milliseconds for which a text waits for another that continues it. */
  merge: number;
}

export const defaultPacing: Pacing = {
  messageRate: 500,
  messageBurst: 600,
  byteRate: 500_000,
  byteBurst: 600_000,
  backlogBytes: 600_000,
  backlogMessages: 600,
  socketBytes: 2 ** 24,
  merge: 40,
};

/** UTF-16 code units of one stream message while output is paced; up to 6 bytes each in JSON. */
export const PACED_PIECE = 65_536;

/** The same when there is hurry. */
export const LARGEST_PIECE = 1_000_000;

/** Time and timers; tests bring their own. */
export interface Clock {
  now(): number;
  /** Calls back once after `delay` milliseconds; the result cancels. */
  after(delay: number, call: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (delay, call) => {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};
