/** Pairs and classes that colour refinement does not tell apart. */
import { DomainError } from "../../errors.js";
import { cfiGraph, circulantGraph, type Graph } from "../../graphs/index.js";

/** 41 vertices and ten skips (Murphy et al., arXiv 1903.02541): no two are isomorphic. */
export const PUBLISHED_SKIPS: readonly number[] = [2, 3, 4, 5, 6, 9, 11, 12, 13, 16];

/**
 * The untwisted and the twisted graph of Cai, Fürer and Immerman over a connected base, 7 vertices
 * for each of a 3-regular one. They are not isomorphic, and colour refinement gives both the same
 * colours.
 * @param options.coloured whether each gadget has a colour of its own; default false
 * @throws DomainError for a base that is empty or not connected
 */
export function cfiPair(
  base: Graph,
  options: { readonly coloured?: boolean } = {},
): [untwisted: Graph, twisted: Graph] {
  if (base.vertices === 0 || !reachesAll(base)) {
    throw new DomainError(
      "cfiPair: the base is empty or not connected; expected a connected graph, over which one twist cannot be undone.",
    );
  }
  const { coloured = false } = options;
  return [cfiGraph(base, { coloured }), cfiGraph(base, { coloured, twisted: [0] })];
}

/**
 * A cycle of n vertices with a chord from each to the one `skip` further on, 4-regular; CSL.
 * @throws DomainError unless 2 ≤ skip ≤ (n − 1) / 2
 */
export function circularSkipLink(n: number, skip: number): Graph {
  if (!Number.isInteger(n) || !Number.isInteger(skip) || skip < 2 || 2 * skip > n - 1) {
    throw new DomainError(
      `circularSkipLink: got n = ${n} and skip = ${skip}; expected whole numbers with 2 ≤ skip ≤ (n − 1) / 2.`,
    );
  }
  return circulantGraph(n, [1, skip]);
}

/** The ten published ones on 41 vertices. */
export function circularSkipLinks(): Graph[] {
  return PUBLISHED_SKIPS.map((skip) => circularSkipLink(41, skip));
}

function reachesAll(graph: Graph): boolean {
  const reached = new Uint8Array(graph.vertices);
  const waiting = [0];
  reached[0] = 1;
  for (let v = waiting.pop(); v !== undefined; v = waiting.pop()) {
    for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
      const w = graph.neighbours[a];
      if (reached[w] === 0) {
        reached[w] = 1;
        waiting.push(w);
      }
    }
  }
  return reached.every((value) => value === 1);
}
