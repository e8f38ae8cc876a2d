/** Labelled graphs as arrays for a network (`graphBatches`): one graph behind the other. */
import type { LabelledGraph } from "./hard-pairs.js";

export interface GraphArrays {
  /** Where the vertices and the arcs of each graph begin; one more than there are graphs. */
  readonly vertexStart: Int32Array;
  readonly arcStart: Int32Array;
  /** Vertices, counted within their graph, from and to which each arc goes; both ways for an edge. */
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** One for each vertex: its colour. */
  readonly features: Float64Array;
  /** One for each graph: its label. */
  readonly y: Float64Array;
  readonly [name: string]: Int32Array | Float64Array;
}

/** An edge gives two arcs, a loop one. */
export function graphArrays(graphs: readonly LabelledGraph[]): GraphArrays {
  const [vertexStart, arcStart] = [[0], [0]];
  const [sources, targets, features]: number[][] = [[], [], []];
  for (const { graph } of graphs) {
    const { vertices, offsets, neighbours, colours } = graph;
    for (let v = 0; v < vertices; v++) {
      features.push(colours[v]);
      for (let k = offsets[v]; k < offsets[v + 1]; k++) {
        sources.push(v);
        targets.push(neighbours[k]);
      }
    }
    vertexStart.push(features.length);
    arcStart.push(sources.length);
  }
  return {
    vertexStart: Int32Array.from(vertexStart),
    arcStart: Int32Array.from(arcStart),
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    features: Float64Array.from(features),
    y: Float64Array.from(graphs, ({ label }) => label),
  };
}
