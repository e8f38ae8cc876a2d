export { stronglyRegular25 } from "./fifteen-graphs.js";
export { type FiniteField, finiteField, LARGEST_FIELD } from "./finite-field.js";
export { paleyFieldGraph } from "./paley.js";
export { complementGraph, descendant, withIsolatedVertex } from "./seidel-switching.js";
export {
  cyclicTriples,
  disjointTriplesGraph,
  switchedTriples,
  type Triple,
} from "./steiner-triples.js";
