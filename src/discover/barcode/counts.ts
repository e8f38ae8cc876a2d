/**
 * The symmetry barcode of a channel that is known by counts.
 *
 * | symbol | name here   | meaning                                                             |
 * | n_xy   | counts      | how often output y followed input x                                  |
 * | N      | samples     | Σ n_xy                                                               |
 * | β ≤ N/(|X||Y|) |     | beyond it the codes tell apart what the sample alone tells apart      |
 *
 * Of the hard partitions seen up to that β the one that stays for the longest time in log β is taken
 * for the channel's, and its group for the channel's group; log β₁/β₀ is the confidence. All pairs in
 * one part are taken only when the counts do not contradict the reference: 2 N D(p̂‖q̂) is then a
 * χ² variable. Sampling noise moves log r by √(1/n_xy), so that levels closer than that look equal.
 */
import { chiSquareTail, type Matrix } from "../../numerics/index.js";
import type { Channel } from "../channel/channel.js";
import { type CountOptions, channelFromCounts, countMatrix, sumOf } from "../channel/counts.js";
import { type LevelSets, levelSets } from "../channel/level-sets.js";
import type { ReferenceLaw } from "../channel/reference.js";
import type { NamedGroup } from "./groups/named-group.js";
import {
  type BarcodeOptions,
  type BarcodeStep,
  type SymmetryBarcode,
  symmetryBarcode,
} from "./symmetry-barcode.js";

export interface CountBarcodeOptions
  extends CountOptions,
    Omit<BarcodeOptions, "joint" | "bottleneck"> {
  /** Default "equivariance". */
  readonly reference?: Exclude<ReferenceLaw, "invariance">;
}

export interface CountBarcode {
  /** With the pseudocounts. */
  readonly channel: Channel;
  readonly levels: LevelSets;
  readonly samples: number;
  readonly barcode: SymmetryBarcode;
  /** The hard partition that was chosen; `persistence` is the confidence. */
  readonly plateau: BarcodeStep;
  /** Of the plateau. */
  readonly group: NamedGroup;
  /** Whether the counts do not contradict the reference, at `INDEPENDENCE_LEVEL`. */
  readonly indistinct: boolean;
}

/** How seldom counts drawn from the reference itself are taken for something else. */
export const INDEPENDENCE_LEVEL = 1e-3;

/**
 * `resolve` is "longest step" and `tolerance` 0.02 unless given: of the steps only the longest has
 * ends that are known to it.
 * @throws what channelFromCounts and symmetryBarcode throw
 */
export function barcodeOfCounts(
  counts: Matrix | readonly (readonly number[])[],
  options: CountBarcodeOptions = {},
): CountBarcode {
  const { reference = "equivariance", tolerance = 0.02 } = options;
  const samples = sumOf(countMatrix("barcodeOfCounts", counts).data);
  const channel = channelFromCounts(counts, options);
  const levels = levelSets(channel, { reference });
  const most = samples / (levels.inputs * levels.outputs);
  const { signal, onProgress, stepsPerDecade, resolve = "longest step" } = options;
  const barcode = symmetryBarcode(levels, {
    betaRange: options.betaRange,
    largestBeta: options.largestBeta ?? most,
    leastPersistence: options.leastPersistence,
    tolerance,
    stepsPerDecade,
    signal,
    onProgress,
    resolve,
  });
  const indistinct = looksLikeReference(levels, samples, reference);
  const plateau = longestPlateau(barcode.steps, indistinct);
  return {
    channel,
    levels,
    samples,
    barcode,
    plateau,
    group: barcode.groups[plateau.group],
    indistinct,
  };
}

/** The longest of the steps; one part for all pairs counts only when there is nothing else, or `indistinct`. */
export function longestPlateau(steps: readonly BarcodeStep[], indistinct: boolean): BarcodeStep {
  const candidates = steps.filter(({ parts }) => (parts === 1) === indistinct);
  const among = candidates.length > 0 ? candidates : steps;
  return among.reduce((best, step) => (step.persistence > best.persistence ? step : best));
}

function looksLikeReference(
  { P, ratios, inputs, outputs }: LevelSets,
  samples: number,
  reference: ReferenceLaw,
): boolean {
  let divergence = 0;
  P.forEach((mass, l) => {
    divergence += mass * Math.log(ratios[l]);
  });
  const known: { [name: string]: number } = {
    equivariance: inputs * (outputs - 1),
    product: (inputs - 1) * (outputs - 1),
  };
  const freedom = known[String(reference)] ?? inputs * outputs - 1;
  return freedom === 0 || chiSquareTail(2 * samples * divergence, freedom) >= INDEPENDENCE_LEVEL;
}
