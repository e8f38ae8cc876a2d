export * from "./colour-refinement/index.js";
export * from "./families/index.js";
export * from "./formats/index.js";
export { type Edge, Graph, type GraphOptions } from "./graph.js";
export * from "./labelling/index.js";
export * from "./permutations/index.js";
export { type WeightedGraph, type WeightedGraphOptions, weightedGraph } from "./weighted-graph.js";
