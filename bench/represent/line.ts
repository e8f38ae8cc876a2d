/** What the driver says to a program, and what it answers, in JSON a line. */
export type Command = OpenCommand | BlockCommand;

export interface OpenCommand {
  readonly open: string;
  /** Where `hand-over.ts` wrote it. */
  readonly folder: string;
}

export interface BlockCommand {
  readonly case: string;
  readonly seconds: number;
}

/** To "open". */
export interface Opening {
  readonly version?: string;
  /** Of the first steps. */
  readonly losses?: readonly number[];
  /** What ours runs on, operations as recorded and as replayed, and how many weights there are. */
  readonly engine?: string;
  readonly operations?: string;
  readonly weights?: number;
  /** By the eager peer on one thread. */
  readonly agreement?: Agreement;
  readonly failure?: string;
}

/** To a block of steps: microseconds of a step, the mean of so many. */
export interface Block {
  readonly processor?: number;
  readonly wall?: number;
  readonly steps?: number;
  readonly failure?: string;
}

/**
 * How far loss and derivatives at the first weights are from those that PyTorch finds in float64, ours
 * and PyTorch's own in float32: |loss / loss₆₄ − 1| and ‖g − g₆₄‖ / ‖g₆₄‖ over all weights together, and
 * of the worst weight, with a thousandth of ‖g₆₄‖ for those that are smaller.
 */
export interface Agreement {
  readonly ours: Distances;
  readonly peer: Distances;
}

export interface Distances {
  readonly loss: number;
  readonly derivatives: number;
  readonly worst: number;
  /** Its name. */
  readonly weight: string;
}
