export {
  type AlphabetNames,
  type Channel,
  type ChannelOptions,
  type ChannelPair,
  channel,
  jointChannel,
} from "./channel.js";
export { type CountOptions, channelFromCounts } from "./counts.js";
export {
  LEVEL_TOLERANCE,
  type LevelSetOptions,
  type LevelSets,
  levelSets,
} from "./level-sets.js";
export { outputLaw, type ReferenceLaw, referenceLaw } from "./reference.js";
