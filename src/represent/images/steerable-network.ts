/** Sizes of steerable networks on pictures, stage by stage. */
import type { PlanarFields } from "../../layers/index.js";

/** A convolution, its normalisation and activation, and perhaps a pool. */
export interface SteerableStage {
  /** Of the result. */
  readonly fields: PlanarFields;
  /** Pixels along a side of the filters. */
  readonly size: number;
  /** Default ⌊size / 2⌋. */
  readonly padding?: number;
  /** Whether a pool halves the number of pixels along each side; default false. */
  readonly isPooled?: boolean;
}

export interface SteerableNetwork {
  readonly stages: readonly SteerableStage[];
  /** Widths between the means of scalars and the code. */
  readonly hidden: readonly number[];
}

const fields = (scalars: number, ...vectors: number[]): PlanarFields =>
  [scalars, ...vectors].map((count, frequency) => ({ frequency, count }));

const stage = (
  of: PlanarFields,
  size: number,
  padding = Math.floor(size / 2),
  isPooled = false,
): SteerableStage => ({ fields: of, size, padding, isPooled });

/**
 * "reference": 7 × 7, four times 5 × 5, 3 × 3, with 32 scalars and 32 vectors and no pools, and a linear
 * map to the code: 1.2 GFLOP a picture of 28 × 28. "cpu": a hundredth of that.
 */
export const STEERABLE_NETWORKS: Readonly<Record<"cpu" | "reference", SteerableNetwork>> = {
  cpu: {
    stages: [
      stage(fields(6, 5), 7, 1, true),
      stage(fields(6, 5), 5, 2, true),
      stage(fields(48, 8), 5, 2),
    ],
    hidden: [64],
  },
  reference: {
    stages: [
      stage(fields(32, 32), 7, 1),
      ...Array.from({ length: 4 }, () => stage(fields(32, 32), 5, 2)),
      stage(fields(32, 32), 3, 2),
    ],
    hidden: [],
  },
};

/** With so many vectors of each of these frequencies at the end, where there are none. */
export function withFrequencies(
  network: SteerableNetwork,
  frequencies: readonly number[],
  count: number,
): SteerableNetwork {
  const { stages } = network;
  const last = stages[stages.length - 1];
  const has = (m: number): boolean => last.fields.some((f) => f.frequency === m && f.count > 0);
  const more = frequencies.filter((m) => !has(m)).map((frequency) => ({ frequency, count }));
  const ended = { ...last, fields: [...last.fields, ...more] };
  return { ...network, stages: [...stages.slice(0, -1), ended] };
}
