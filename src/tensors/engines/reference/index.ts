export { interpret, sizeOf } from "./interpret.js";
export type { Numbers } from "./map.js";
export { broadcastStrides, chainOf, forEachIndex } from "./map.js";
export { fillWithNoise } from "./noise.js";
export { referenceEngine } from "./reference-engine.js";
