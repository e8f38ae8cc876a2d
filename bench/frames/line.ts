/** What one program reports of one case: a JSON line, the same from every program. */
export interface Line {
  program: string;
  version: string;
  name: string;
  /** Processor time of one call, the median over blocks; of a batch, the least of seven. On two threads the wall's. */
  seconds?: number;
  /** Median and largest relative equivariance error over eight random elements, with a fixed network. */
  error?: number;
  worst?: number;
  /** Clouds in a batch. */
  count?: number;
  /** Calls of the network, in a forward pass. */
  calls?: number;
  /** What is different from the other rows. */
  note?: string;
  /** Why there are no numbers. */
  failure?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
