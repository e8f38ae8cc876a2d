export { type FeatureCounts, gatedBlock } from "./gated-block.js";
export { type Neighbourhood, type NeighbourhoodOptions, neighbourhood } from "./neighbourhood.js";
export type { PointFeatures, PointLayer } from "./point-features.js";
export { pointNormalisation } from "./point-normalisation.js";
export { type RadialFunctions, type RadialOptions, radialFunctions } from "./radial-functions.js";
export { type VectorMessageOptions, vectorMessages } from "./vector-messages.js";
export { type VectorNetworkOptions, vectorNetwork } from "./vector-network.js";
export { crossProducts, squaredLengths } from "./vectors.js";
