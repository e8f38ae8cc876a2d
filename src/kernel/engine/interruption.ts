/** An interrupt under way: first the polite way, then the signal, then the truth. */
import type { CellProcess } from "./cell-process.js";

/** Milliseconds after which a synchronous segment is broken that has not heard the request. */
const BREAK_AFTER = 10;

/**
 * Milliseconds between further attempts, and until the first when the request was heard: the
 * run's own `finally` blocks have their time before (see `process/run/interruption.ts`).
 */
const BREAK_AGAIN = 400;

/** Milliseconds after which the user is told that nothing helps. */
const GIVE_UP = 5000;

export class Interruption {
  private breaking: NodeJS.Timeout;
  private readonly last: NodeJS.Timeout;

  /** Begins to interrupt the run; `giveUp` gets what the user is told when nothing helps. */
  constructor(
    private readonly process: CellProcess,
    run: number,
    giveUp: (text: string) => void,
  ) {
    process.askToInterrupt(run);
    this.breaking = this.breakAfter(BREAK_AFTER);
    this.last = setTimeout(() => {
      giveUp(
        "The cell does not react to the interrupt: it is inside native code, or in a loop of a " +
          "package that never returns. Wait, or restart the kernel.\n",
      );
    }, GIVE_UP);
  }

  /** The run has begun to end by itself. */
  heard(): void {
    clearTimeout(this.breaking);
    this.breaking = this.breakAfter(BREAK_AGAIN);
  }

  /** The run has ended. */
  end(): void {
    clearTimeout(this.breaking);
    clearTimeout(this.last);
  }

  private breakAfter(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.process.breakSegment();
      this.breaking = this.breakAfter(BREAK_AGAIN);
    }, milliseconds);
  }
}
