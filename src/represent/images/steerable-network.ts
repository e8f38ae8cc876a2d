/** Sizes of steerable networks on pictures, stage by stage. */
import type { ImageStage, PlanarFields } from "../../layers/index.js";

/** A convolution, its normalisation and activation, and perhaps a pool. */
export interface SteerableStage extends ImageStage {
  /** Of the result. */
  readonly fields: PlanarFields;
}

export interface SteerableNetwork {
  readonly stages: readonly SteerableStage[];
  /** Widths between what is invariant at the end, scalars and lengths of vectors, and the code. */
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
 * map to the code: 1.2 GFLOP a picture of 28 × 28. "cpu", for pictures of 28 × 28: 5 MFLOP. Its third
 * window is all the 6 × 6 pixels that are left, so that little of where things are is lost in a mean.
 * "pose": for the pose alone, where another network makes the code (`framedEncoder`).
 */
export const STEERABLE_NETWORKS: Readonly<Record<"cpu" | "pose" | "reference", SteerableNetwork>> =
  {
    cpu: {
      stages: [
        stage(fields(4, 3, 3), 7, 1, true),
        stage(fields(4, 3, 3), 5, 2, true),
        stage(fields(48, 40, 24), 6, 0),
        stage(fields(64, 64, 32), 1),
      ],
      hidden: [128],
    },
    pose: {
      stages: [
        stage(fields(4, 3, 3), 7, 1, true),
        stage(fields(4, 3, 3), 5, 2, true),
        stage(fields(24, 24, 12), 6, 0),
        stage(fields(24, 24), 1),
      ],
      hidden: [],
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

/**
 * With so many vectors of each of these frequencies at the end, where there are none. They begin at the
 * last stage that sees more than single pixels: no others bring forth a frequency that was not there.
 */
export function withFrequencies(
  network: SteerableNetwork,
  frequencies: readonly number[],
  count: number,
): SteerableNetwork {
  const { stages } = network;
  const begin = stages.reduce((last, { size }, k) => (size > 1 ? k : last), 0);
  const widened = stages.map((given, k): SteerableStage => {
    const has = (m: number): boolean =>
      given.fields.some((field) => field.frequency === m && field.count > 0);
    const missing = k < begin ? [] : frequencies.filter((m) => !has(m));
    const more = missing.map((frequency) => ({ frequency, count }));
    return { ...given, fields: [...given.fields, ...more] };
  });
  return { ...network, stages: widened };
}
