export { cfiGraph, cyclicSquare, latinSquareGraph } from "./designed-families.js";
export { type FiniteField, finiteField, LARGEST_FIELD } from "./finite-field.js";
export { paleyGraph } from "./paley.js";
export {
  circulantGraph,
  completeBipartiteGraph,
  completeGraph,
  cycleGraph,
  gridGraph,
  hammingGraph,
  johnsonGraph,
  subsetGraph,
} from "./symmetric-families.js";
