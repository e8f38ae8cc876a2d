export { type Assumption, assumptionOf, type Guarantee } from "./assumption.js";
export {
  type AlphabetNames,
  type Channel,
  type ChannelOptions,
  type ChannelPair,
  channel,
  jointChannel,
} from "./channel.js";
export type { ChannelFinding, ChannelFindingKind, GroupComparison } from "./channel-findings.js";
export { type CountOptions, channelFromCounts } from "./counts.js";
export {
  type ChannelDiscovery,
  type DiscoverInChannelOptions,
  discoverInChannel,
} from "./discover-in-channel.js";
export {
  LEVEL_TOLERANCE,
  type LevelSetOptions,
  type LevelSets,
  levelSets,
} from "./level-sets.js";
export { outputLaw, type ReferenceLaw, referenceLaw } from "./reference.js";
export { CONTRADICTION_LEVEL, type GroupRule } from "./samples/chosen-group.js";
export type { CountConfidence } from "./samples/count-confidence.js";
export type { CountFinding, CountFindingKind } from "./samples/count-findings.js";
export {
  type CountDiscovery,
  type DiscoverInCountsOptions,
  discoverInCounts,
} from "./samples/discover-in-counts.js";
export { type SymmetryFit, type SymmetryFitOptions, symmetryFit } from "./samples/symmetry-fit.js";
