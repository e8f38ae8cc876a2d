export { type ChannelCapacity, channelCapacity } from "./channel-capacity.js";
export { type DeterministicSolution, deterministicBottleneck } from "./deterministic-bottleneck.js";
export { type InformationSolution, informationBottleneck } from "./information-bottleneck.js";
export { type PenalisedSolution, penalisedBottleneck } from "./penalised-bottleneck.js";
export { type RateDistortionSolution, rateDistortion } from "./rate-distortion.js";
export {
  type SymmetricSolution,
  splitBottleneck,
  symmetricBottleneck,
} from "./symmetric-bottleneck.js";
export {
  nearIdentityStart,
  randomStart,
  type TextbookOptions,
  type TextbookSolution,
  textbookIntertwining,
} from "./textbook-intertwining.js";
