/**
 * Twins: vertices that an exchange of the two leaves the graph as it is. They are alike for every
 * purpose, so that a set of m twins gives m! automorphisms and can be put into any order before
 * the search. All that decides here is the same for every relabelling.
 */
import type { Graph } from "../graph.js";
import type { Incidence } from "./incidence.js";
import { isAutomorphism } from "./leaves.js";
import { scramble } from "./trace.js";
import type { Workspace } from "./workspace.js";

/** With more colours of arcs, only twins that are not joined are looked for. */
const COLOURS_TRIED = 8;

/** Sets of at least two twins among the vertices of one cell; members ascending. */
export function twins(
  graph: Graph,
  arcs: Incidence,
  { partition, image, row }: Workspace,
): number[][] {
  const { vertices: n } = graph;
  const { offsets, ends, weights, uniform } = arcs;
  const { cellOf, lengths } = partition;
  const open = new Int32Array(n);
  for (let v = 0; v < n; v++) {
    if (lengths[cellOf[v]] === 1) continue;
    let hash = cellOf[v];
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      if (ends[a] !== v)
        hash = (hash + Math.imul(uniform ? 1 : weights[a], scramble(ends[a], 7))) | 0;
    }
    open[v] = hash;
  }
  for (let v = 0; v < n; v++) image[v] = v;
  const exchanged = (u: number, v: number, weight: number): boolean => {
    const colour = graph.arcColour(u, v);
    if ((colour === 0 ? 0 : uniform ? 1 : scramble(colour, 1)) !== weight) return false;
    image[u] = v;
    image[v] = u;
    const holds = isAutomorphism(graph, image, row);
    image[u] = u;
    image[v] = v;
    return holds;
  };
  const sets: number[][] = [];
  const taken = new Uint8Array(n);
  for (const weight of joins(graph, arcs)) {
    const buckets = new Map<number, number[][]>();
    for (let v = 0; v < n; v++) {
      if (lengths[cellOf[v]] === 1 || taken[v] === 1) continue;
      const key = (open[v] + Math.imul(weight, scramble(v, 7))) | 0;
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, [[v]]);
        continue;
      }
      const set = bucket.find(([u]) => cellOf[u] === cellOf[v] && exchanged(u, v, weight));
      if (set === undefined) bucket.push([v]);
      else set.push(v);
    }
    for (const bucket of buckets.values()) {
      for (const set of bucket) {
        if (set.length === 1) continue;
        sets.push(set);
        for (const v of set) taken[v] = 1;
      }
    }
  }
  return sets;
}

/** Weights of the arcs that may join twins; 0 for none. */
function joins(graph: Graph, { weights, uniform }: Incidence): number[] {
  if (uniform) return [0, 1];
  if (graph.directed) return [0];
  const several = new Set<number>();
  for (let a = 0; a < weights.length && several.size <= COLOURS_TRIED; a++) several.add(weights[a]);
  return several.size > COLOURS_TRIED ? [0] : [0, ...several];
}

/** Two permutations that generate all permutations of a set. */
export function symmetricGenerators(set: readonly number[], n: number): Int32Array[] {
  const exchange = Int32Array.from({ length: n }, (_, v) => v);
  exchange[set[0]] = set[1];
  exchange[set[1]] = set[0];
  if (set.length === 2) return [exchange];
  const cycle = Int32Array.from({ length: n }, (_, v) => v);
  for (let k = 0; k < set.length; k++) cycle[set[k]] = set[(k + 1) % set.length];
  return [exchange, cycle];
}
