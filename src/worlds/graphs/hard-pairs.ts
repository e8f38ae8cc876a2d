/** Pairs and classes that colour refinement does not tell apart. */
import { DomainError } from "../../errors.js";
import { cfiGraph, circulantGraph, type Graph } from "../../graphs/index.js";
import { RandomStream } from "../../numerics/index.js";
import { randomRegularGraph } from "./random-graphs.js";

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

export interface LabelledGraph {
  readonly graph: Graph;
  /** 0 or 1. */
  readonly label: number;
}

export interface CfiPairsOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose pairs are its own; "train" unless given. */
  readonly part?: string;
  /** Vertices of the bases, an even number from 4 on; 10 unless given, for graphs of 70. */
  readonly baseVertices?: number;
}

/**
 * Untwisted (label 0) and twisted (label 1) graphs over random connected 3-regular bases, with
 * their vertices in random order: what to classify where EXP cannot be had. Graphs 2k and 2k + 1
 * are a pair.
 * @throws DomainError for sizes out of range
 */
export function cfiPairs(count: number, options: CfiPairsOptions = {}): LabelledGraph[] {
  const { seed = 0, part = "train", baseVertices = 10 } = options;
  if (!Number.isSafeInteger(count) || count < 0 || !(baseVertices >= 4)) {
    throw new DomainError(
      `cfiPairs: got ${count} pairs over ${baseVertices} vertices; expected a count from 0 on and bases of 4 vertices or more.`,
    );
  }
  const stream = RandomStream.fromSeed(seed).split("CFI pairs").split(part);
  return Array.from({ length: count }, (_, k) => {
    const own = stream.split(k);
    let base = randomRegularGraph(baseVertices, 3, own);
    while (!reachesAll(base)) base = randomRegularGraph(baseVertices, 3, own);
    return cfiPair(base).map((graph, label) => {
      return { graph: graph.reordered(own.permutation(graph.vertices)), label };
    });
  }).flat();
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
