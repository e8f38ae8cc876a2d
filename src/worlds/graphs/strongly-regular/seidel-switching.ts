/** Seidel's switching, and the graphs that descend from a two-graph. */
import { type Edge, Graph } from "../../../graphs/index.js";

/** No edge where there was one, and the other way round; without loops. */
export function complementGraph(graph: Graph): Graph {
  return joinedWhere(graph.vertices, (i, j) => graph.arcColour(i, j) === 0);
}

/** The graph with an isolated vertex more, the last. */
export function withIsolatedVertex(graph: Graph): Graph {
  const n = graph.vertices;
  return joinedWhere(n + 1, (i, j) => i < n && j < n && graph.arcColour(i, j) !== 0);
}

/**
 * Switched with respect to the neighbours of `vertex`, which isolates it, and without it: edges
 * between neighbours and others are exchanged with what is not there.
 */
export function descendant(graph: Graph, vertex: number): Graph {
  const rest = Array.from({ length: graph.vertices }, (_, v) => v).filter((v) => v !== vertex);
  const near = rest.map((v) => graph.arcColour(vertex, v) !== 0);
  return joinedWhere(rest.length, (i, j) => {
    const joined = graph.arcColour(rest[i], rest[j]) !== 0;
    return near[i] === near[j] ? joined : !joined;
  });
}

function joinedWhere(n: number, joined: (i: number, j: number) => boolean): Graph {
  const edges: Edge[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (joined(i, j)) edges.push([j, i]);
  return Graph.fromEdges(n, edges);
}
