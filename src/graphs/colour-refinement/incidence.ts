/**
 * What the refinement reads of a graph: for each vertex its arcs in both directions with a
 * whole-number weight for (colour, direction), so that one loop serves graphs that are directed,
 * coloured, both or neither. Sums of weights tell multisets apart exactly for one colour and by
 * a hash (mod 2³²) for several: a collision coarsens a partition, the same for all relabellings.
 *
 * | name       | meaning                                                        |
 * | offsets    | n + 1; the entries of v are offsets[v] … offsets[v+1] − 1       |
 * | ends       | the other vertex of each entry                                 |
 * | weights    | weight of each entry; all 1 when `uniform`                     |
 */
import type { Graph } from "../graph.js";
import { scramble } from "./trace.js";

export interface Incidence {
  readonly offsets: Int32Array;
  readonly ends: Int32Array;
  readonly weights: Int32Array;
  readonly uniform: boolean;
}

export function incidence(graph: Graph): Incidence {
  const uniform = !graph.directed && graph.oneArcColour;
  if (uniform) {
    return { offsets: graph.offsets, ends: graph.neighbours, weights: graph.arcColours, uniform };
  }
  return graph.directed ? bothDirections(graph) : coloured(graph);
}

function coloured(graph: Graph): Incidence {
  const weights = graph.arcColours.map((colour) => scramble(colour, 1));
  return { offsets: graph.offsets, ends: graph.neighbours, weights, uniform: false };
}

function bothDirections(graph: Graph): Incidence {
  const { vertices: n, neighbours, arcColours } = graph;
  const offsets = new Int32Array(n + 1);
  for (let v = 0; v < n; v++) offsets[v + 1] += graph.degree(v);
  for (const head of neighbours) offsets[head + 1]++;
  for (let v = 0; v < n; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice(0, n);
  const ends = new Int32Array(2 * neighbours.length);
  const weights = new Int32Array(2 * neighbours.length);
  const exact = graph.oneArcColour && n < 46340;
  for (let v = 0; v < n; v++) {
    for (let k = graph.offsets[v]; k < graph.offsets[v + 1]; k++) {
      const head = neighbours[k];
      ends[next[v]] = head;
      weights[next[v]++] = exact ? 1 : scramble(arcColours[k], 1);
      ends[next[head]] = v;
      weights[next[head]++] = exact ? n + 1 : scramble(arcColours[k], 2);
    }
  }
  return { offsets, ends, weights, uniform: false };
}
