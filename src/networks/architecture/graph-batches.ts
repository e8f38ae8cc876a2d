/** Lists of graphs, as the inputs of `graphNetwork`. */
import { DomainError, ShapeError } from "../../errors.js";
import type { BatchMaker, SampleArrays } from "../program/index.js";

export interface GraphBatchesOptions {
  /** Room for each graph: V and A of the network. */
  readonly vertices: number;
  readonly arcs: number;
  /** Features of a vertex in the data; default 0. */
  readonly features?: number;
  /** Behind them, whether the vertex is the k-th of its graph, for k below this; default 0. */
  readonly ids?: number;
  /** Numbers of y for each graph; default 1. */
  readonly targets?: number;
}

/**
 * The data: "vertexStart" and "arcStart" (one more than there are graphs; where each one's begin),
 * "sources" and "targets" of the arcs as numbers of vertices within the graph, both ways where it is
 * undirected, "features" row by row, and "y".
 */
export function graphBatches(options: GraphBatchesOptions): BatchMaker {
  const { vertices, arcs, features = 0, ids = 0, targets = 1 } = options;
  const width = features + ids;
  return {
    portable: { module: import.meta.url, name: "graphBatches", options },
    count(data) {
      const { vertexStart, arcStart } = data;
      requireArrays(data, features > 0);
      const count = vertexStart.length - 1;
      for (let k = 0; k < count; k++) {
        const n = vertexStart[k + 1] - vertexStart[k];
        const a = arcStart[k + 1] - arcStart[k];
        if (n >= 0 && n <= vertices && a >= 0 && a <= arcs) continue;
        throw new ShapeError(
          `graphBatches: graph ${k} has ${n} vertices and ${a} arcs; there is room for ${vertices} and ${arcs}.`,
        );
      }
      const numbers = { features: features * vertexStart[count], y: targets * count };
      requireLengths(data, { sources: arcStart[count], targets: arcStart[count], ...numbers });
      for (let k = 0; k < count; k++) requireOwnArcs(data, k);
      return count;
    },
    fill(data, { samples }, inputs) {
      const { vertexStart, arcStart } = data;
      for (const name of ["sources", "targets", "members"]) inputs[name].fill(-1);
      inputs.features.fill(0);
      samples.forEach((graph, k) => {
        const first = vertexStart[graph];
        const count = vertexStart[graph + 1] - first;
        inputs.members.fill(k, k * vertices, k * vertices + count);
        for (let v = 0; v < count; v++) {
          const row = (k * vertices + v) * width;
          for (let f = 0; f < features; f++) {
            inputs.features[row + f] = data.features[(first + v) * features + f];
          }
          if (v < ids) inputs.features[row + features + v] = 1;
        }
        for (let a = arcStart[graph], to = k * arcs; a < arcStart[graph + 1]; a++, to++) {
          inputs.sources[to] = k * vertices + data.sources[a];
          inputs.targets[to] = k * vertices + data.targets[a];
        }
        const y = data.y.subarray(graph * targets, (graph + 1) * targets);
        inputs.y.set(y, k * targets);
      });
    },
  };
}

function requireArrays(data: SampleArrays, features: boolean): void {
  const names = ["vertexStart", "arcStart", "sources", "targets", "y"];
  const missing = [...names, ...(features ? ["features"] : [])].filter((name) => !data[name]);
  const { vertexStart, arcStart } = data;
  if (missing.length === 0 && vertexStart.length === arcStart.length && vertexStart.length > 0)
    return;
  throw new ShapeError(
    missing.length > 0
      ? `graphBatches: the data lack "${missing.join('", "')}".`
      : `graphBatches: vertexStart has ${vertexStart.length} entries, arcStart ${arcStart.length}; expected one more than there are graphs in both.`,
  );
}

/** @throws ShapeError naming the array that is too short or too long */
function requireLengths(data: SampleArrays, lengths: Readonly<Record<string, number>>): void {
  for (const [name, length] of Object.entries(lengths)) {
    if (length === 0 || data[name].length === length) continue;
    throw new ShapeError(
      `graphBatches: the data's "${name}" holds ${data[name].length} numbers; expected ${length}, by vertexStart and arcStart.`,
    );
  }
}

/** An arc to a vertex of another graph would be a message from it. @throws DomainError */
function requireOwnArcs(
  { vertexStart, arcStart, sources, targets }: SampleArrays,
  k: number,
): void {
  const n = vertexStart[k + 1] - vertexStart[k];
  const own = (v: number): boolean => Number.isInteger(v) && v >= 0 && v < n;
  for (let a = arcStart[k]; a < arcStart[k + 1]; a++) {
    if (own(sources[a]) && own(targets[a])) continue;
    throw new DomainError(
      `graphBatches: arc ${a} goes from ${sources[a]} to ${targets[a]} in graph ${k}; expected vertices 0 … ${n - 1}, counted within the graph.`,
    );
  }
}
