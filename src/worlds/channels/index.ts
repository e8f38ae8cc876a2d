export { confusionCounts } from "./confusion.js";
export {
  type DigitConfusion,
  type DigitConfusionOptions,
  type DigitPixels,
  digitConfusion,
  mnistPixels,
  strokePixels,
} from "./digit-classifier.js";
export {
  GRID_ACTIONS,
  type GridWorld,
  type GridWorldOptions,
  gridWorld,
  type NamedChannel,
} from "./grid-world.js";
export {
  type LetterPairOptions,
  letterPairs,
  type NamedCounts,
  SPACE_NAME,
} from "./letter-pairs.js";
export {
  circulantChannel,
  erasureChannel,
  groupNoiseChannel,
  productChannel,
  repeatedInputs,
  symmetricChannel,
} from "./named-channels.js";
export { type NestedOptions, nestedChannel, nestedShift } from "./nested.js";
export {
  type LetterPair,
  type PlantedChannel,
  type PlantedOptions,
  plantedChannel,
} from "./planted.js";
export { type PlantedGroup, plantedGroups } from "./planted-groups.js";
export { randomChannel, randomLaw, type SampledChannel, sampleCounts } from "./random-channel.js";
