/** What the reader of a channel's symmetries should know. */
import type { EquivarianceGroup } from "../equivariance/equivariance-group.js";
import type { Assumption } from "./assumption.js";
import type { Channel } from "./channel.js";
import type { LevelSets } from "./level-sets.js";

export type ChannelFindingKind =
  | "loses equivariances"
  | "invents equivariances"
  | "may lose equivariances"
  | "may invent equivariances"
  | "unseen inputs"
  | "weak gap"
  | "one level"
  | "coincident levels";

export interface ChannelFinding {
  readonly kind: ChannelFindingKind;
  readonly message: string;
}

/** G_r against the group of the channel's equivariances. */
export interface GroupComparison {
  /** |G_eq|. */
  readonly equivariances: bigint;
  /** G_eq ⊆ G_r. */
  readonly losesNone: boolean;
  /** G_r ⊆ G_eq. */
  readonly inventsNone: boolean;
}

/** A gap kept that is less than this many times a gap joined, or the tolerance, is a guess. */
const CLEAR_GAP = 100;
/** Pairs up to which the orbits on pairs are counted. */
const COUNTED_PAIRS = 1e6;

export function channelFindings(
  channel: Channel,
  levels: LevelSets,
  group: EquivarianceGroup,
  assumption: Assumption,
  comparison: GroupComparison,
): ChannelFinding[] {
  return [
    ...directionFindings(group, assumption, comparison),
    ...unseenFindings(channel),
    ...gapFindings(levels),
    ...levelFindings(levels, group),
  ];
}

const REMEDY = 'Take the reference "equivariance", which needs no assumption.';

function directionFindings(
  { order }: EquivarianceGroup,
  { reference, losesNone, inventsNone }: Assumption,
  comparison: GroupComparison,
): ChannelFinding[] {
  // Invariances and symmetries of the law are asked for as such: fewer of them is no failure.
  if (reference === "invariance") return [];
  const sizes = `${order} pairs keep the levels and ${comparison.equivariances} keep the channel`;
  const direction = (
    verb: "lose" | "invent",
    which: string,
    { guaranteed, reason }: Assumption["losesNone"],
    holds: boolean,
  ): ChannelFinding[] => {
    if (guaranteed) return [];
    const message = holds
      ? `With the reference "${reference}" ${which} could fail, since ${reason}; for this channel it holds (${sizes}).`
      : `With the reference "${reference}" ${which} fails, since ${reason}: ${sizes}. ${REMEDY}`;
    const kind = holds
      ? (`may ${verb} equivariances` as const)
      : (`${verb}s equivariances` as const);
    return [{ kind, message }];
  };
  return [
    ...direction(
      "lose",
      "that every equivariance keeps the levels",
      losesNone,
      comparison.losesNone,
    ),
    ...direction(
      "invent",
      "that what keeps the levels is an equivariance",
      inventsNone,
      comparison.inventsNone,
    ),
  ];
}

function unseenFindings({ inputLaw, inputNames }: Channel): ChannelFinding[] {
  const unseen = inputNames.filter((_, x) => inputLaw[x] === 0);
  if (unseen.length === 0) return [];
  const some = unseen.slice(0, 5).join(", ") + (unseen.length > 5 ? ", …" : "");
  return [
    {
      kind: "unseen inputs",
      message: `${unseen.length} inputs have probability 0 (${some}); all their pairs are impossible, and they are exchanged freely. Leave them out.`,
    },
  ];
}

function gapFindings({ narrowestKept, widestJoined, tolerance }: LevelSets): ChannelFinding[] {
  const other = Math.max(widestJoined, tolerance);
  if (!(narrowestKept < CLEAR_GAP * other)) return [];
  return [
    {
      kind: "weak gap",
      message: `Levels are told apart by ${narrowestKept.toPrecision(2)} in log r, where differences up to ${widestJoined.toPrecision(2)} were joined and the tolerance is ${tolerance.toPrecision(2)}: another tolerance may give another group. Compare tolerances, or look at the barcode.`,
    },
  ];
}

function levelFindings(levels: LevelSets, group: EquivarianceGroup): ChannelFinding[] {
  const { inputs, outputs } = levels;
  if (levels.levels === 1 && !levels.hasImpossible) {
    return [
      {
        kind: "one level",
        message: `All pairs have the same ratio: every pair of permutations is a symmetry, ${inputs}! ${outputs}! of them.`,
      },
    ];
  }
  if (inputs * outputs > COUNTED_PAIRS) return [];
  const orbits = group.pairOrbits().reduce((count, least, a) => count + (least === a ? 1 : 0), 0);
  const kinds = levels.levels + (levels.hasImpossible ? 1 : 0);
  if (orbits === kinds) return [];
  return [
    {
      kind: "coincident levels",
      message: `The pairs have ${orbits} orbits but ${kinds} levels: some ratios agree without a symmetry that takes one pair to the other.`,
    },
  ];
}
