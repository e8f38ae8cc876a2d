/**
 * The symmetries of a channel: what keeps its level sets (arXiv 2310.16555 v4), how many they
 * are, and whether the reference that was chosen shows the equivariances or something else.
 *
 * | symbol | name here | meaning                                                       |
 * | R      | levels    | classes of pairs with equal p/q                               |
 * | H(R)   | rate      | nats; what the cheapest lossless code of the pairs costs       |
 * | D(p‖q) | relevance | nats; what it keeps                                           |
 * | G_r    | group     | all (σ, τ) that keep the levels                               |
 */
import { entropy, relativeEntropy } from "../../numerics/index.js";
import { namedGroup } from "../barcode/groups/named-group.js";
import { type EquivarianceGroup, equivarianceGroup } from "../equivariance/equivariance-group.js";
import { type Assumption, assumptionOf } from "./assumption.js";
import type { Channel, ChannelPair } from "./channel.js";
import { type ChannelFinding, channelFindings, type GroupComparison } from "./channel-findings.js";
import { type LevelSetOptions, type LevelSets, levelSets } from "./level-sets.js";

export interface DiscoverInChannelOptions extends LevelSetOptions {
  /** Default that of the running cell. */
  readonly signal?: { readonly aborted: boolean };
}

export interface ChannelDiscovery {
  readonly channel: Channel;
  readonly levels: LevelSets;
  /** H(R). */
  readonly rate: number;
  /** D(p‖q) on the possible pairs; I(X;Y) for "product" and "invariance". */
  readonly relevance: number;
  /** G_r; for "invariance" it acts on a single output. */
  readonly group: EquivarianceGroup;
  readonly order: bigint;
  /** Of G_r, on the inputs and outputs of the channel. */
  readonly generators: readonly ChannelPair[];
  /** "C6", "S3 × C2", …. */
  readonly name: string;
  /** What can be told beforehand. */
  readonly assumption: Assumption;
  /** What is so: G_r against the equivariances G_eq of the channel, by membership of generators. */
  readonly comparison: GroupComparison;
  readonly findings: readonly ChannelFinding[];
}

/**
 * Level sets, their group and its name, and what to know about them.
 *
 * 1000 × 1000 pairs take seconds.
 * @throws what levelSets throws; AbortedError when the signal fires
 */
export function discoverInChannel(
  channel: Channel,
  options: DiscoverInChannelOptions = {},
): ChannelDiscovery {
  const { reference = "equivariance", tolerance, signal } = options;
  const levels = levelSets(channel, { reference, tolerance });
  const group = equivarianceGroup(levels, { signal });
  const { name, order } = namedGroup(group);
  const assumption = assumptionOf(channel, reference);
  const generators = group.generators.map((pair) => onChannel(pair, channel));
  const comparison = compared(channel, group, generators, options, assumption);
  return {
    channel,
    levels,
    rate: entropy(levels.P),
    relevance: relativeEntropy(levels.P, levels.Q),
    group,
    order,
    generators,
    name,
    assumption,
    comparison,
    findings: channelFindings(channel, levels, group, assumption, comparison),
  };
}

function compared(
  channel: Channel,
  group: EquivarianceGroup,
  generators: readonly ChannelPair[],
  { tolerance, signal }: DiscoverInChannelOptions,
  { reference, losesNone, inventsNone }: Assumption,
): GroupComparison {
  if (losesNone.guaranteed && inventsNone.guaranteed) {
    return { equivariances: group.order, losesNone: true, inventsNone: true };
  }
  // Rows of inputs that never occur are read from the channel too.
  const seen = {
    ...channel,
    joint: channel.kernel,
    inputLaw: new Float64Array(channel.inputLaw.length).fill(1),
  };
  const equivariances = equivarianceGroup(levelSets(seen, { tolerance }), { signal });
  const isFixed = ({ output }: ChannelPair): boolean => output.every((y, k) => y === k);
  return {
    equivariances: equivariances.order,
    losesNone: equivariances.generators.every((pair) =>
      reference === "invariance"
        ? isFixed(pair) && group.contains({ input: pair.input, output: Int32Array.of(0) })
        : group.contains(pair),
    ),
    inventsNone: generators.every((pair) => equivariances.contains(pair)),
  };
}

/** An invariance leaves every output where it is. */
function onChannel(pair: ChannelPair, { kernel }: Channel): ChannelPair {
  if (pair.output.length === kernel.columns) return pair;
  return { input: pair.input, output: Int32Array.from({ length: kernel.columns }, (_, y) => y) };
}
