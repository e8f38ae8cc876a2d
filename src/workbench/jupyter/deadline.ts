/** How long an interrupted cell may take to end before its kernel is killed. */
const PATIENCE = 5000;

export interface Deadline {
  /** Resolves when the interruption has not helped in time. */
  insisted: Promise<void>;
  passed(): boolean;
  clear(): void;
}

/** Interrupts after `timeout` and, when that does not help, insists. */
export function deadlineAfter(timeout: number | undefined, interrupt: () => void): Deadline {
  let passed = false;
  let timer: NodeJS.Timeout | undefined;
  const insisted = new Promise<void>((resolve) => {
    if (timeout !== undefined) {
      timer = setTimeout(() => {
        passed = true;
        interrupt();
        timer = setTimeout(resolve, PATIENCE);
      }, timeout);
    }
  });
  return { insisted, passed: () => passed, clear: () => clearTimeout(timer) };
}
