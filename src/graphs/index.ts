/** Permutations stand a floor below, for the groups too; graphs bring them along. */
export {
  composePermutations,
  identityPermutation,
  inversePermutation,
  OrbitPartition,
  orbitals,
  orbits,
  permutationGroupOrder,
  StabiliserChain,
} from "../numerics/permutations/index.js";
export * from "./colour-refinement/index.js";
export * from "./families/index.js";
export * from "./formats/index.js";
export { Graph } from "./graph.js";
export type { Edge, GraphOptions } from "./graph-arguments.js";
export * from "./labelling/index.js";
export { type WeightedGraph, type WeightedGraphOptions, weightedGraph } from "./weighted-graph.js";
