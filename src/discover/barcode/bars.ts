/** The bars of a symmetry barcode: stretches of β with one group, and what is new in it. */
import type { Matrix } from "../../numerics/index.js";
import type { ChannelPair } from "../channel/channel.js";
import type { EquivarianceGroup } from "../equivariance/equivariance-group.js";
import { type EquivarianceDefect, equivarianceDefect } from "./defect.js";
import type { BarcodePoint } from "./path/barcode-point.js";
import type { Run } from "./path/located-runs.js";
import type { PathSampler } from "./path/path-sampler.js";

/** A generator that the bar at the next larger β does not have, and its defects along the bar. */
export interface NewGenerator {
  readonly pair: ChannelPair;
  readonly atStart: EquivarianceDefect;
  readonly atEnd: EquivarianceDefect;
  /** The least mean defect at the start, the end and the solved β closest to the middle in log β. */
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
      beginsBefore: k === 0,
      endsAfter: k === runs.length - 1,
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
  const middle = Math.log(from * to) / 2;
  const off = ({ beta }: { beta: number }): number => Math.abs(Math.log(beta) - middle);
  const central = samples.reduce((best, sample) => (off(sample) < off(best) ? sample : best));
  const solutions = [samples[0], samples[samples.length - 1], central].map(({ beta }) =>
    sampler.solve(beta),
  );
  return pairs.map((pair) => {
    const [atStart, atEnd, inside] = solutions.map((solution) =>
      equivarianceDefect(sampler.levels, solution, pair, { joint }),
    );
    const least = [atStart, atEnd, inside].reduce((a, b) => (b.mean < a.mean ? b : a));
    return { pair, atStart, atEnd, least };
  });
}
