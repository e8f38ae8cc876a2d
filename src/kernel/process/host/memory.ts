/** The largest resident memory of the process during a run. */
import { openSync, readSync, writeSync } from "node:fs";
import { residentMemory, resourceUsage } from "./originals.js";

/** Kilobytes of the high-water mark in `/proc/self/status` (proc(5)). */
const highWater = /^VmHWM:\s*(\d+) kB$/m;

export class PeakMemory {
  private readonly status = openIfThere("/proc/self/status", "r");
  private readonly clear = openIfThere("/proc/self/clear_refs", "w");
  private readonly buffer = Buffer.alloc(4096);
  private before = 0;
  private largest = 0;
  private exact = false;

  /** Begins a run. */
  start(): void {
    this.exact = this.resetHighWater();
    if (!this.exact) {
      this.before = residentMemory();
      this.largest = resourceUsage().maxRSS * 1024;
    }
  }

  /** Bytes, since the last start. */
  peak(): number {
    const now = residentMemory();
    if (this.exact) {
      return Math.max(now, this.highWater());
    }
    // Without a mark that can be reset: the old maximum says nothing of this run, a new one does.
    const largest = resourceUsage().maxRSS * 1024;
    return largest > this.largest ? largest : Math.max(this.before, now);
  }

  private resetHighWater(): boolean {
    if (this.clear === undefined || this.status === undefined) {
      return false;
    }
    try {
      // 5 resets the high-water mark and nothing else.
      writeSync(this.clear, "5");
      return this.highWater() > 0;
    } catch {
      return false;
    }
  }

  private highWater(): number {
    const length = readSync(this.status!, this.buffer, 0, this.buffer.length, 0);
    const found = highWater.exec(this.buffer.toString("latin1", 0, length));
    return found === null ? 0 : Number(found[1]) * 1024;
  }
}

function openIfThere(path: string, flags: string): number | undefined {
  try {
    return openSync(path, flags);
  } catch {
    return undefined;
  }
}
