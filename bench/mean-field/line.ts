/** What one contestant reports of one scheme: a JSON line, the same from every contestant. */
export interface Line {
  peer: string;
  version: string;
  N: number;
  scheme: string;
  /** Threads that were allowed. */
  threads: number;
  steps: number;
  /** Median over parts of the run: processor time on one thread, wall time on more. */
  microsecondsPerStep: number;
  /** Of all steps together, warm-up and compilation excluded. */
  wallSeconds: number;
  startRisk: number;
  finalRisk: number;
}

/** The middle value, the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
