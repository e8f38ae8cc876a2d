/**
 * The symmetries of a channel that is known by counts: the largest group of its barcode
 * that they do not contradict, how far that goes, and what other counts would have shown.
 *
 * | symbol  | name here   | meaning                                                        |
 * | n_xy    | counts      | how often y followed x                                         |
 * |         | persistence | log(β₁/β₀) of the plateau that was chosen, nats                |
 * | G²      | fit         | likelihood ratio of the kernel pooled over the group           |
 * |         | confidence  | shares of the bootstrap's replicates                           |
 */
import { AbortedError, DomainError } from "../../../errors.js";
import { interruptSignal } from "../../../interrupt.js";
import { type Matrix, RandomStream } from "../../../numerics/index.js";
import {
  barcodeOfCounts,
  type CountBarcode,
  type CountBarcodeOptions,
} from "../../barcode/counts.js";
import type { BarcodeStep } from "../../barcode/symmetry-barcode.js";
import type { EquivarianceGroup } from "../../equivariance/equivariance-group.js";
import type { ChannelPair } from "../channel.js";
import { countMatrix } from "../counts.js";
import { type ChosenGroup, chosenGroup, type GroupRule, requireRule } from "./chosen-group.js";
import { type CountConfidence, countConfidence } from "./count-confidence.js";
import { type CountFinding, countFindings } from "./count-findings.js";
import type { SymmetryFit } from "./symmetry-fit.js";

export interface DiscoverInCountsOptions extends Omit<CountBarcodeOptions, "onProgress"> {
  /** Which of the barcode's groups is taken; "fit" unless given, see `GroupRule`. */
  readonly rule?: GroupRule;
  /** Bootstrap replicates; 100 unless given, 0 for none. */
  readonly replicates?: number;
  /** Of the bootstrap's interval; 0.95 unless given. */
  readonly level?: number;
  /** Of the bootstrap; seed 0 unless given. */
  readonly random?: RandomStream;
  /** After each discovery; there are one more than replicates. */
  onProgress?(progress: { done: number; total: number }): void;
}

export interface CountDiscovery extends Omit<CountBarcode, "group" | "plateau"> {
  /** The longest stretch of β with a partition of the group. */
  readonly plateau: BarcodeStep;
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

/** Steps of β a decade, and how exactly ends of plateaus are known, in replicates, unless the caller says so. */
const REPLICATE_GRID = { stepsPerDecade: 6, tolerance: 0.1 };
/** A replicate's counts have the noise of the counts that they are drawn from, and their own. */
const REPLICATE_DISPERSION = 2;

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
  const { rule = "fit", replicates = 100, level = 0.95, onProgress, random, ...rest } = options;
  requireRule("discoverInCounts", rule);
  requireBootstrap(replicates, level);
  const signal = options.signal ?? interruptSignal();
  const matrix = countMatrix("discoverInCounts", counts);
  const total = replicates + 1;
  const found = barcodeOfCounts(matrix, { ...rest, signal });
  const { group: named, plateau, fit } = chosenGroup(found, matrix, rule, 1);
  const { group, order, generators, name } = named;
  onProgress?.({ done: 1, total });
  const repeat = (again: Matrix, k: number): ChosenGroup => {
    if (signal?.aborted) {
      throw new AbortedError(`discoverInCounts: stopped after ${k} of ${replicates} replicates.`);
    }
    const barcode = barcodeOfCounts(again, { ...REPLICATE_GRID, ...rest, signal });
    onProgress?.({ done: k + 2, total });
    return chosenGroup(barcode, again, rule, REPLICATE_DISPERSION);
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
    plateau,
    persistence: plateau.persistence,
    fit,
    ...(confidence && { confidence }),
    findings: countFindings({ order, plateau, fit, rule }, confidence),
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
