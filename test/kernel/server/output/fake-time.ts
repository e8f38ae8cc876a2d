/** Time that passes when the test says so. */
import type { Clock } from "../../../../src/kernel/server/output/pacing.js";

export class FakeTime implements Clock {
  private time = 0;
  private timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(delay: number, call: () => void): () => void {
    const timer = { at: this.time + delay, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets `milliseconds` pass, timers included; promises settle in between. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) {
        break;
      }
      this.time = Math.max(this.time, next.at);
      this.timers = this.timers.filter((other) => other !== next);
      next.call();
    }
    this.time = end;
  }
}
