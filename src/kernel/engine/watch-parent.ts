/** Milliseconds between two looks. */
const INTERVAL = 1000;

/**
 * Calls `gone` when the process that started this one has ended, so that a
 * kernel does not outlive the server or the test that it belongs to.
 */
export function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      gone();
    }
  }, INTERVAL);
  timer.unref();
}
