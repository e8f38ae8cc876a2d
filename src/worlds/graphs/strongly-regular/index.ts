export { stronglyRegular25 } from "./fifteen-graphs.js";
export { complementGraph, descendant, withIsolatedVertex } from "./seidel-switching.js";
export {
  cyclicTriples,
  disjointTriplesGraph,
  switchedTriples,
  type Triple,
} from "./steiner-triples.js";
