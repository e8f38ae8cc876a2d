/** An interrupt under way: first the polite way, then the signal, then the truth. */

/** Milliseconds after which a synchronous segment is broken, and between further attempts. */
const BREAK_AFTER = 100;
const BREAK_AGAIN = 400;

/** Milliseconds after which the user is told that nothing helps. */
const GIVE_UP = 5000;

export interface InterruptionSteps {
  /** Asks the process to interrupt the run. */
  ask: () => void;
  /** Breaks what it does synchronously. */
  break: () => void;
  /** Says that it did not help. */
  giveUp: (text: string) => void;
}

export class Interruption {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(steps: InterruptionSteps) {
    steps.ask();
    const first = setTimeout(() => {
      steps.break();
      this.timers.push(setInterval(() => steps.break(), BREAK_AGAIN));
    }, BREAK_AFTER);
    const last = setTimeout(() => {
      steps.giveUp(
        "The cell does not react to the interrupt: it is inside native code, or in a loop of a " +
          "package that never returns. Wait, or restart the kernel.\n",
      );
    }, GIVE_UP);
    this.timers.push(first, last);
  }

  /** The run has ended. */
  end(): void {
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
  }
}
