export { cfiGraph, cyclicSquare, latinSquareGraph } from "./designed-families.js";
export {
  circulantGraph,
  completeBipartiteGraph,
  completeGraph,
  cycleGraph,
  gridGraph,
  hammingGraph,
  johnsonGraph,
  paleyGraph,
  subsetGraph,
} from "./symmetric-families.js";
