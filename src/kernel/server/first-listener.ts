/**
 * The first cell waits until somebody listens to the outputs: after a restart
 * front ends subscribe anew, and what is published before is lost.
 */
export class FirstListener {
  /** Resolves when a subscriber has come, or patience has ended. */
  readonly here: Promise<void>;
  come: () => void = () => {};

  /** `patience`: milliseconds. */
  constructor(patience: number) {
    this.here = new Promise((resolve) => {
      const timer = setTimeout(resolve, patience).unref();
      this.come = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
