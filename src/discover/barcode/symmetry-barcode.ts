/**
 * The symmetry barcode of a channel: the groups of its optimal codes against log β
 * (arXiv 2310.16555; nested soft equivariances: arXiv 2412.08954).
 *
 * | symbol      | name here    | meaning                                                         |
 * | κ_β         |              | the code that minimises I(A;T) − β D(κp ‖ κq)                    |
 * | R_β         | step         | pairs by their likeliest symbol, on a stretch of β where they stay so |
 * | G_β         | bar          | all (σ, τ) that keep R_β, on a stretch of β where they stay so   |
 * | log β₁/β₀   | persistence  | nats                                                            |
 *
 * From large β to small ones pairs merge, and groups mostly grow: from the channel's own to all of
 * Sym(X) × Sym(Y) that keep possible pairs possible. A group that comes back has two bars.
 */
import { DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import type { Matrix } from "../../numerics/index.js";
import type { Bottleneck } from "../bottleneck/bottleneck.js";
import { intertwiningBottleneck } from "../bottleneck/intertwining/index.js";
import type { IntertwiningSolution } from "../bottleneck/intertwining-types.js";
import type { LevelSets } from "../channel/level-sets.js";
import type { EquivarianceGroup } from "../equivariance/equivariance-group.js";
import { equivarianceGroup } from "../equivariance/equivariance-group.js";
import { barsOf, type SymmetryBar } from "./bars.js";
import { GroupRegistry } from "./groups/group-registry.js";
import { type SubgroupLattice, subgroupLattice } from "./groups/lattice.js";
import { type NamedGroup, namedGroup } from "./groups/named-group.js";
import { requireAtLeast } from "./options.js";
import type { BarcodePoint } from "./path/barcode-point.js";
import { type BetaRange, betaRange, requireBetaRange } from "./path/beta-range.js";
import { allEnds, endsOfLongest } from "./path/end-search.js";
import { persistentRuns, type Run, runsOf, samplePath } from "./path/located-runs.js";
import { type PathControl, type PathSample, PathSampler } from "./path/path-sampler.js";

export interface BarcodeOptions extends PathControl {
  /** Where β begins and ends; by default from one symbol for all pairs to where the parts are the levels. */
  readonly betaRange?: BetaRange;
  /** Where β ends at the latest, when `betaRange` is not given. */
  readonly largestBeta?: number;
  /** Ends of bars are known to this in log β; default 10⁻³. */
  readonly tolerance?: number;
  /** Of the grid on which the search begins; shorter bars between two points of it may be missed; default 8. */
  readonly stepsPerDecade?: number;
  /**
   * Groups that stay for less than this in log β make no bar and interrupt none; default 0.02. A boundary between
   * symbols that crosses nearly equal levels one after the other leaves such groups behind.
   */
  readonly leastPersistence?: number;
  /**
   * Which ends are known to `tolerance`: where groups differ (the default), where hard partitions do, or only
   * those of the longest step. The others are known to the grid.
   */
  readonly resolve?: "groups" | "partitions" | "longest step";
  /** p(a), for defects; that of the levels unless given. */
  readonly joint?: Matrix;
  /** Default `intertwiningBottleneck(levels)`. */
  readonly bottleneck?: Bottleneck<IntertwiningSolution>;
}

/** A stretch of β with one hard partition. */
export interface BarcodeStep {
  readonly from: number;
  readonly to: number;
  /** log(to / from). */
  readonly persistence: number;
  /** The part of each level, numbered as r ascends. */
  readonly levelParts: Int32Array;
  readonly parts: number;
  /** Number in `groups`. */
  readonly group: number;
}

export interface BriefStretch {
  readonly from: number;
  readonly to: number;
  /** log(to / from), less than `leastPersistence`. */
  readonly persistence: number;
  /** Number in `groups`. */
  readonly group: number;
}

export interface SymmetryBarcode {
  /** β ascending. */
  readonly bars: readonly SymmetryBar[];
  /** Stretches with one group that are too short for bars, β ascending. */
  readonly brief: readonly BriefStretch[];
  /**
   * The different groups, those of the bars first, then those of brief stretches alone, either by descending
   * orders; bars and steps give numbers in this list.
   */
  readonly groups: readonly NamedGroup[];
  /** Of the bars' groups, the first ones of `groups`. */
  readonly lattice: SubgroupLattice;
  /** β ascending; see `resolve` for how well their ends are known. */
  readonly steps: readonly BarcodeStep[];
  /** All β that were solved, ascending. */
  readonly points: readonly BarcodePoint[];
  readonly betaRange: BetaRange;
  /** The group of the level sets themselves: that of β → ∞. */
  readonly exactGroup: EquivarianceGroup;
}

const RESOLUTIONS: readonly string[] = ["groups", "partitions", "longest step"];

/**
 * The groups of the optimal codes for all β of a range.
 *
 * Cost: a solution for some 8 β a decade and 8 for each end of a bar, and a group for each partition.
 * Memory: L numbers for each β, |X| |Y| for one at a time.
 * @throws DomainError for a range without 0 < from < to < ∞, a tolerance that is not > 0, another `resolve`;
 *   AbortedError when the signal fires
 */
export function symmetryBarcode(levels: LevelSets, options: BarcodeOptions = {}): SymmetryBarcode {
  const { tolerance = 1e-3, stepsPerDecade = 8, resolve = "groups", onProgress } = options;
  const { leastPersistence = 0.02 } = options;
  requireAtLeast("symmetryBarcode", "leastPersistence", leastPersistence, 0);
  requireAtLeast("symmetryBarcode", "tolerance", tolerance, 1e-12);
  requireAtLeast("symmetryBarcode", "stepsPerDecade", stepsPerDecade, 1e-3);
  if (options.betaRange !== undefined) requireBetaRange("symmetryBarcode", options.betaRange);
  if (!RESOLUTIONS.includes(resolve)) {
    throw new DomainError(
      `symmetryBarcode: resolve is ${JSON.stringify(resolve)}; expected ${RESOLUTIONS.map((name) => `"${name}"`).join(", ")}.`,
    );
  }
  const signal = options.signal ?? interruptSignal();
  const exactGroup = equivarianceGroup(levels, { signal });
  const registry = new GroupRegistry(signal);
  const exact = registry.add(exactGroup);
  const bottleneck = options.bottleneck ?? intertwiningBottleneck(levels);
  const sampler = new PathSampler(levels, bottleneck, registry, { signal, onProgress });
  const range = options.betaRange ?? betaRange(sampler, exact, options.largestBeta);
  const search = {
    groups: allEnds(groupOf, tolerance),
    partitions: allEnds(partitionOf, tolerance),
    "longest step": endsOfLongest(partitionOf, tolerance),
  }[resolve];
  const samples = samplePath(sampler, range, stepsPerDecade, search);
  const { runs, brief } = persistentRuns(runsOf(samples, groupOf), leastPersistence);
  const bars = barsOf(runs, sampler, exactGroup, range, options.joint);
  const steps = runsOf(samples, partitionOf);
  const { groups, numbers, barGroups } = groupsByOrder(registry, runs, steps);
  onProgress?.({ done: samples.length, total: samples.length });
  return {
    bars: bars.map((bar) => {
      const group = numbers[bar.group];
      const { order, generators, name } = groups[group];
      return { ...bar, group, order, generators, name };
    }),
    groups,
    lattice: subgroupLattice(groups.slice(0, barGroups).map(({ group }) => group)),
    brief: brief.map((run) => ({ ...lengthOf(run), group: numbers[run.samples[0].group] })),
    steps: steps.map((run) => {
      const { levelParts, point, group } = run.samples[0];
      return { ...lengthOf(run), levelParts, parts: point.parts, group: numbers[group] };
    }),
    points: samples.map(({ point }) => point),
    betaRange: range,
    exactGroup,
  };
}

function groupOf({ group }: PathSample): number {
  return group;
}

function partitionOf({ key }: PathSample): string {
  return key;
}

function lengthOf({ from, to }: Run): { from: number; to: number; persistence: number } {
  return { from, to, persistence: Math.log(to / from) };
}

/** numbers[i] is the place of the registry's group i among `groups`, of which the first `barGroups` have bars. */
function groupsByOrder(
  registry: GroupRegistry,
  bars: readonly Run[],
  steps: readonly Run[],
): { groups: NamedGroup[]; numbers: readonly number[]; barGroups: number } {
  const orderOf = (k: number): bigint => registry.groups[k].order;
  const descending = (i: number, j: number): number =>
    orderOf(i) === orderOf(j) ? i - j : orderOf(i) > orderOf(j) ? -1 : 1;
  const groupsOf = (runs: readonly Run[]): number[] =>
    [...new Set(runs.map(({ samples }) => samples[0].group))].sort(descending);
  const ofBars = groupsOf(bars);
  const used = [...ofBars, ...groupsOf(steps).filter((k) => !ofBars.includes(k))];
  return {
    groups: used.map((k) => namedGroup(registry.groups[k])),
    numbers: registry.groups.map((_, k) => used.indexOf(k)),
    barGroups: ofBars.length,
  };
}
