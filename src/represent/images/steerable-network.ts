/** Sizes of steerable networks on pictures, stage by stage. */
import type { ImageStage, PlanarFields } from "../../layers/index.js";

/** A convolution, its normalisation and activation, and perhaps a pool. */
export interface SteerableStage extends ImageStage {
  /** Of the result. */
  readonly fields: PlanarFields;
}

export interface SteerableNetwork {
  readonly stages: readonly SteerableStage[];
  /** Whether features outside the largest circle are taken away (`roundWindow`); default false. */
  readonly isRound?: boolean;
  /** Of the pools' blur (`blurPool`); default 4. */
  readonly taps?: number;
  /**
   * What of the vectors at the end the code sees: their lengths, or beside these their coordinates in
   * the frame of the pose, which say how they lie to each other; default "lengths".
   */
  readonly reads?: "lengths" | "coordinates";
  /** Widths between what is invariant at the end, scalars and what is read of vectors, and the code. */
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

/** For few pixels: no border that turns tell, and pools that let little pass that their grid mistakes. */
const FOLLOWING = { isRound: true, taps: 6 } as const;

/**
 * "reference": 7 × 7, four times 5 × 5, 3 × 3, with 32 scalars and 32 vectors and no pools, and a linear
 * map to the code: 1.2 GFLOP a picture of 28 × 28. "cpu", for pictures of 28 × 28: 7 MFLOP. Its third
 * window is all the 7 × 7 pixels that are left, so that little of where things are is lost in a mean.
 * "pose": for the pose alone, where another network makes the code (`framedEncoder`).
 */
export const STEERABLE_NETWORKS: Readonly<Record<"cpu" | "pose" | "reference", SteerableNetwork>> =
  {
    cpu: {
      stages: [
        stage(fields(4, 4, 4), 7, 3, true),
        stage(fields(4, 4, 4, 2), 5, 2, true),
        stage(fields(48, 48, 32, 24, 16), 7, 0),
        stage(fields(64, 48, 32, 24, 16), 1),
      ],
      ...FOLLOWING,
      reads: "coordinates",
      hidden: [128],
    },
    pose: {
      stages: [
        stage(fields(4, 3, 3), 7, 3, true),
        stage(fields(4, 3, 3), 5, 2, true),
        stage(fields(24, 24, 12), 7, 0),
        stage(fields(24, 24), 1),
      ],
      ...FOLLOWING,
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
