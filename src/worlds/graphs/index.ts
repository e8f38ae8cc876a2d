export {
  allGraphs,
  type EnumerationOptions,
  eachGraph,
  LARGEST_ENUMERATED,
} from "./all-graphs.js";
export { type GraphArrays, graphArrays } from "./graph-arrays.js";
export {
  type CfiPairsOptions,
  cfiPair,
  cfiPairs,
  circularSkipLink,
  circularSkipLinks,
  type LabelledGraph,
  PUBLISHED_SKIPS,
} from "./hard-pairs.js";
export * from "./molecules/index.js";
export { hypercubeGraph, pathGraph, petersenGraph, starGraph } from "./named-graphs.js";
export {
  fetchPlanarSat,
  PLANAR_SAT_FILE,
  planarSatGraphs,
} from "./planar-sat.js";
export { randomGraph, randomRecursiveTree, randomRegularGraph } from "./random-graphs.js";
export * from "./strongly-regular/index.js";
