/** What one program reports of one case: a JSON line, the same from every program. */
export interface Line {
  program: string;
  version: string;
  case: string;
  batch: number;
  threads: number;
  /** One call a step with fresh batches, or many steps in one call. */
  form: "a call a step" | "many steps a call";
  /** Microseconds of a step: the median of the blocks, and the fastest and the slowest. */
  processor?: Spread;
  wall?: Spread;
  /** Of the first steps. */
  losses?: number[];
  /** Operations that a step is recorded as, and those that are replayed. */
  operations?: string;
  /** Why there are no numbers. */
  failure?: string;
}

export interface Spread {
  median: number;
  range: [number, number];
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], range: [sorted[0], sorted[sorted.length - 1]] };
}
