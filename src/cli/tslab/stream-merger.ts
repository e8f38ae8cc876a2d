/**
 * Adjacent writes of one stream become one message: a loop of 100,000
 * `console.log` lines would otherwise be 100,000 messages, which front ends
 * throttle. Text waits at most `delay` milliseconds, also inside a synchronous
 * loop, where the clock is read at each write.
 */
import type { WriteStream } from "./internals.js";

const DELAY = 40;
const LONGEST = 1 << 16;

export class StreamMerger {
  private name: "stdout" | "stderr" = "stdout";
  private parts: string[] = [];
  private length = 0;
  private since = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly send: WriteStream,
    private readonly now: () => number = () => performance.now(),
  ) {}

  write(name: "stdout" | "stderr", text: string): void {
    if (text.length === 0) {
      return;
    }
    if (name !== this.name) {
      this.flush();
      this.name = name;
    }
    if (this.parts.length === 0) {
      this.since = this.now();
      this.timer = setTimeout(() => this.flush(), DELAY);
    }
    this.parts.push(text);
    this.length += text.length;
    if (this.length >= LONGEST || this.now() - this.since >= DELAY) {
      this.flush();
    }
  }

  /** Sends what waits; to be called before any other message of the cell. */
  flush(): void {
    clearTimeout(this.timer);
    if (this.parts.length > 0) {
      const text = this.parts.join("");
      this.parts = [];
      this.length = 0;
      this.send(this.name, text);
    }
  }
}
