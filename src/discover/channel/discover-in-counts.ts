/**
 * The symmetries of a channel that is known by counts: the group of the partition that stays
 * longest in log β, whether the counts contradict it, and what other counts would have shown.
 *
 * | symbol  | name here   | meaning                                                        |
 * | n_xy    | counts      | how often y followed x                                         |
 * |         | persistence | log(β₁/β₀) of the plateau that was chosen, nats                |
 * | G²      | fit         | likelihood ratio of the kernel pooled over the group           |
 * |         | confidence  | shares of the bootstrap's replicates                           |
 */
import { AbortedError, DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import { type Matrix, RandomStream } from "../../numerics/index.js";
import { barcodeOfCounts, type CountBarcode, type CountBarcodeOptions } from "../barcode/counts.js";
import type { EquivarianceGroup } from "../equivariance/equivariance-group.js";
import type { ChannelPair } from "./channel.js";
import { type CountConfidence, countConfidence } from "./count-confidence.js";
import { type CountFinding, countFindings } from "./count-findings.js";
import { countMatrix } from "./counts.js";
import { type SymmetryFit, symmetryFit } from "./symmetry-fit.js";

export interface DiscoverInCountsOptions extends Omit<CountBarcodeOptions, "onProgress"> {
  /** Bootstrap replicates; 100 unless given, 0 for none. */
  readonly replicates?: number;
  /** Of the bootstrap's interval; 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; seed 0 unless given. */
  readonly random?: RandomStream;
  /** After each discovery; there are one more than replicates. */
  onProgress?(progress: { done: number; total: number }): void;
}

export interface CountDiscovery extends Omit<CountBarcode, "group"> {
  readonly group: EquivarianceGroup;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  /** "C6", "S3 × C2", …. */
  readonly name: string;
  /** log(β₁/β₀) of the plateau. */
  readonly persistence: number;
  readonly fit: SymmetryFit;
  /** Absent without replicates. */
  readonly confidence?: CountConfidence;
  readonly findings: readonly CountFinding[];
}

/** Steps of β a decade, and how exactly ends of plateaus are known, in replicates. */
const REPLICATE_GRID = { stepsPerDecade: 6, tolerance: 0.1 };

/**
 * Group, fit and confidence from counts, |X| × |Y|.
 *
 * Each replicate is a barcode: a fraction of a second for 6 × 6 pairs.
 * @throws what barcodeOfCounts throws; DomainError for replicates or a level out of range;
 *   AbortedError when the signal fires
 */
export function discoverInCounts(
  counts: Matrix | readonly (readonly number[])[],
  options: DiscoverInCountsOptions = {},
): CountDiscovery {
  const { replicates = 100, level = 0.95, onProgress, random, ...rest } = options;
  requireBootstrap(replicates, level);
  const signal = options.signal ?? interruptSignal();
  const matrix = countMatrix("discoverInCounts", counts);
  const total = replicates + 1;
  const { group: named, ...found } = barcodeOfCounts(matrix, { ...rest, signal });
  const { group, order, generators, name } = named;
  onProgress?.({ done: 1, total });
  const fit = symmetryFit(matrix, group);
  const repeat = (again: Matrix, k: number): CountBarcode => {
    if (signal?.aborted) {
      throw new AbortedError(`discoverInCounts: stopped after ${k} of ${replicates} replicates.`);
    }
    const barcode = barcodeOfCounts(again, { ...rest, ...REPLICATE_GRID, signal });
    onProgress?.({ done: k + 2, total });
    return barcode;
  };
  const confidence =
    replicates === 0
      ? undefined
      : countConfidence({
          counts: matrix,
          order,
          generators,
          replicates,
          level,
          random: (random ?? RandomStream.fromSeed(0)).split("replicates"),
          repeat,
        });
  return {
    ...found,
    group,
    order,
    generators,
    name,
    persistence: found.plateau.persistence,
    fit,
    ...(confidence && { confidence }),
    findings: countFindings(order, found.plateau, fit, confidence),
  };
}

function requireBootstrap(replicates: number, level: number): void {
  if (!Number.isSafeInteger(replicates) || replicates < 0) {
    throw new DomainError(
      `discoverInCounts: replicates is ${replicates}; expected a whole number from 0 on.`,
    );
  }
  if (!(level > 0 && level < 1)) {
    throw new DomainError(`discoverInCounts: level is ${level}; expected a number in (0, 1).`);
  }
}
