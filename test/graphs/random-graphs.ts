import { type Edge, Graph, RandomStream } from "../../src/index.js";

export interface Kind {
  readonly directed: boolean;
  readonly loops: boolean;
  readonly vertexColours: number;
  readonly arcColours: number;
}

/** Each pair an arc with probability `density`. */
export function randomGraph(n: number, density: number, kind: Kind, seed: number): Graph {
  const random = RandomStream.fromSeed(seed);
  const edges: Edge[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = kind.directed ? 0 : i; j < n; j++) {
      if (i === j && !kind.loops) continue;
      if (random.uniform() < density) edges.push([i, j, 1 + random.integer(kind.arcColours)]);
    }
  }
  const colours = Array.from({ length: n }, () => random.integer(kind.vertexColours));
  return Graph.fromEdges(n, edges, { directed: kind.directed, loops: kind.loops, colours });
}

/** Disjoint union; all vertices of colour 0. */
export function union(...graphs: readonly Graph[]): Graph {
  const edges: Edge[] = [];
  let n = 0;
  for (const graph of graphs) {
    for (let v = 0; v < graph.vertices; v++) {
      for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
        edges.push([n + v, n + graph.neighbours[a], graph.arcColours[a]]);
      }
    }
    n += graph.vertices;
  }
  return Graph.fromEdges(n, edges);
}
