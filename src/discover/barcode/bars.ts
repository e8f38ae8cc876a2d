/** The bars of a symmetry barcode: stretches of β with one group, and what is new in it. */
import type { Matrix } from "../../numerics/index.js";
import type { ChannelPair } from "../channel/channel.js";
import type { EquivarianceGroup } from "../equivariance/equivariance-group.js";
import { type EquivarianceDefect, equivarianceDefect } from "./defect.js";
import type { BarcodePoint } from "./path/barcode-point.js";
import type { BetaRange } from "./path/beta-range.js";
import type { Run } from "./path/located-runs.js";
import type { PathSample, PathSampler } from "./path/path-sampler.js";

/** Along a bar defects are measured at so many β at most. */
const DEFECTS_OF_A_BAR = 9;

/** A generator that the bar at the next larger β does not have, and its defects along the bar. */
export interface NewGenerator {
  readonly pair: ChannelPair;
  readonly atStart: EquivarianceDefect;
  readonly atEnd: EquivarianceDefect;
  /** The least mean defect at the start, the end and some solved β between. */
  readonly least: EquivarianceDefect;
}

export interface SymmetryBar {
  readonly from: number;
  readonly to: number;
  /** log(to / from), nats. */
  readonly persistence: number;
  /** Number in the barcode's `groups`. */
  readonly group: number;
  readonly order: bigint;
  readonly generators: readonly ChannelPair[];
  /** Of the group, as "C6". */
  readonly name: string;
  /** The first and the last β of the bar that were solved. */
  readonly start: BarcodePoint;
  readonly end: BarcodePoint;
  /** How many hard partitions were seen along it, each counted once. */
  readonly partitions: number;
  /** Whether the bar goes on beyond the range of β. */
  readonly beginsBefore: boolean;
  readonly endsAfter: boolean;
  /** With respect to the next bar; on the last one, to the group of β → ∞. */
  readonly newGenerators: readonly NewGenerator[];
}

/** A bar before its group has a name. */
export type UnnamedBar = Omit<SymmetryBar, "order" | "generators" | "name">;

export function barsOf(
  runs: readonly Run[],
  sampler: PathSampler,
  exact: EquivarianceGroup,
  range: BetaRange,
  joint: Matrix | undefined,
): UnnamedBar[] {
  const { groups } = sampler.registry;
  return runs.map((run, k) => {
    const { from, to, samples } = run;
    const finer = k + 1 < runs.length ? groups[runs[k + 1].samples[0].group] : exact;
    return {
      from,
      to,
      persistence: Math.log(to / from),
      group: samples[0].group,
      start: samples[0].point,
      end: samples[samples.length - 1].point,
      partitions: new Set(samples.map(({ key }) => key)).size,
      beginsBefore: from === range[0],
      endsAfter: to === range[1],
      newGenerators: newGenerators(run, sampler, finer, joint),
    };
  });
}

function newGenerators(
  { from, to, samples }: Run,
  sampler: PathSampler,
  finer: EquivarianceGroup,
  joint: Matrix | undefined,
): NewGenerator[] {
  const group = sampler.registry.groups[samples[0].group];
  const pairs = group.generators.filter((pair) => !finer.contains(pair));
  if (pairs.length === 0) return [];
  const solutions = spread(samples, from, to).map(({ beta }) => sampler.solve(beta));
  return pairs.map((pair) => {
    const defects = solutions.map((solution) =>
      equivarianceDefect(sampler.levels, solution, pair, { joint }),
    );
    const least = defects.reduce((a, b) => (b.mean < a.mean ? b : a));
    return { pair, atStart: defects[0], atEnd: defects[defects.length - 1], least };
  });
}

/** The samples closest to points that are evenly spread in log β, the first and the last included. */
function spread(samples: readonly PathSample[], from: number, to: number): PathSample[] {
  const chosen = new Set<PathSample>();
  for (let k = 0; k < DEFECTS_OF_A_BAR; k++) {
    const target = Math.log(from) + (Math.log(to / from) * k) / (DEFECTS_OF_A_BAR - 1);
    const off = ({ beta }: PathSample): number => Math.abs(Math.log(beta) - target);
    chosen.add(samples.reduce((best, sample) => (off(sample) < off(best) ? sample : best)));
  }
  return [...chosen];
}
