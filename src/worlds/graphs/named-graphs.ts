/** Graphs with names of their own, beside the families of the graphs' room. */
import { DomainError } from "../../errors.js";
import {
  completeBipartiteGraph,
  type Edge,
  Graph,
  hammingGraph,
  subsetGraph,
} from "../../graphs/index.js";

/** 10 vertices, 3-regular; |Aut| = 120. */
export function petersenGraph(): Graph {
  return subsetGraph(5, 2, 0);
}

/** Corners and edges of the cube in d dimensions; |Aut| = 2^d d!. */
export function hypercubeGraph(dimension: number): Graph {
  return hammingGraph(dimension, 2);
}

/** One vertex joined to n others; |Aut| = n! for n ≥ 2. */
export function starGraph(leaves: number): Graph {
  return completeBipartiteGraph(1, leaves);
}

/** 0 – 1 – … – n − 1; |Aut| = 2 for n ≥ 2. @throws DomainError */
export function pathGraph(n: number): Graph {
  if (!Number.isInteger(n) || n < 0) {
    throw new DomainError(`pathGraph: got n = ${n}; expected a whole number from 0 on.`);
  }
  const edges = Array.from({ length: Math.max(0, n - 1) }, (_, v): Edge => [v, v + 1]);
  return Graph.fromEdges(n, edges);
}
