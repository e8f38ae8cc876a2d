export { type ChannelCapacity, channelCapacity } from "./channel-capacity.js";
export { type InformationSolution, informationBottleneck } from "./information-bottleneck.js";
export { type RateDistortionSolution, rateDistortion } from "./rate-distortion.js";
