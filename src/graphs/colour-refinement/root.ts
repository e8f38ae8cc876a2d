/** The root of the search tree, which is also the stable colouring of colour refinement. */
import type { Graph } from "../graph.js";
import type { Incidence } from "./incidence.js";
import type { OrderedPartition } from "./ordered-partition.js";
import type { Refinement } from "./refinement.js";
import type { Trace } from "./trace.js";

export interface RefinementSpace {
  readonly partition: OrderedPartition;
  readonly refinement: Refinement;
  readonly trace: Trace;
}

/** The coarsest equitable partition finer than colours, loops and degrees. */
export function refineRoot(graph: Graph, arcs: Incidence, space: RefinementSpace): void {
  const { partition, refinement, trace } = space;
  const n = graph.vertices;
  partition.reset(n);
  trace.reset();
  refinement.splitBy(graph.colours);
  if (graph.loops > 0) {
    refinement.splitBy(Int32Array.from({ length: n }, (_, v) => graph.arcColour(v, v)));
  }
  refinement.splitByDegree(arcs);
  partition.makeAllPending(arcs.uniform);
  refinement.refine(arcs, trace);
}
