/**
 * Canonical labelling: an order of the vertices such that two graphs give the same graph in their
 * orders exactly when they are isomorphic; with the automorphism group.
 *
 * | symbol | name here   | meaning                                                        |
 * | π      | order       | order[k] = vertex at place k of the canonical form             |
 * | c(A)   | form        | the graph in that order: c(gA) = c(A) for each permutation g   |
 * | Aut A  | generators  | each maps vertex → image; `groupOrder` = |Aut A|               |
 *
 * Colours of vertices and arcs, and directions, are kept by isomorphisms.
 */
import { DomainError } from "../../errors.js";
import { interruptSignal } from "../../interrupt.js";
import type { Graph } from "../graph.js";
import { incidence } from "./incidence.js";
import { OrderedPartition } from "./ordered-partition.js";
import { Refinement } from "./refinement.js";
import { Search, type SearchTools } from "./search.js";
import { TargetCells } from "./target-cell.js";
import { Trace } from "./trace.js";

export interface LabellingOptions {
  /** The search ends with a ConvergenceError at this many nodes; default Infinity. */
  readonly maximumNodes?: number;
  /** The search ends with an AbortedError when it fires; default that of the running cell. */
  readonly signal?: { readonly aborted: boolean };
}

export interface LabellingStatistics {
  /** Nodes of the search tree that were refined, the root included. */
  readonly nodes: number;
  readonly leaves: number;
  /** Vertices individualised on the way to the first leaf. */
  readonly depth: number;
}

export interface CanonicalLabelling {
  /** order[k] = vertex at place k of the canonical form. */
  readonly order: Int32Array;
  readonly form: Graph;
  /** Generators of the automorphism group; each maps vertex → image. */
  readonly generators: readonly Int32Array[];
  readonly groupOrder: bigint;
  /** Least vertex of its orbit, for each vertex. */
  readonly orbits: Int32Array;
  readonly statistics: LabellingStatistics;
}

/**
 * @throws ConvergenceError at `maximumNodes`, AbortedError when the signal fires, DomainError for
 *   a limit that is no number > 0
 */
export function canonicalLabelling(
  graph: Graph,
  options: LabellingOptions = {},
): CanonicalLabelling {
  const { maximumNodes = Number.POSITIVE_INFINITY, signal = interruptSignal() } = options;
  if (!(maximumNodes > 0)) {
    throw new DomainError(
      `canonicalLabelling: maximumNodes is ${maximumNodes}; expected a number > 0.`,
    );
  }
  const n = graph.vertices;
  const arcs = incidence(graph);
  const tools = prepare(n);
  const { partition, refinement, trace } = tools;
  partition.reset(n);
  refinement.splitBy((v) => graph.colours[v]);
  if (graph.loops > 0) refinement.splitBy((v) => graph.arcColour(v, v));
  partition.makeAllPending();
  trace.reset();
  refinement.refine(arcs, trace);
  const search = new Search(graph, arcs, tools, { maximumNodes, signal });
  const order = search.run();
  return {
    order,
    form: graph.reordered(order),
    generators: search.generators,
    groupOrder: search.groupOrder,
    orbits: search.orbits.toArray(n),
    statistics: { nodes: search.nodes, leaves: search.leaves, depth: search.depth },
  };
}

function prepare(n: number): SearchTools {
  const partition = new OrderedPartition(n);
  return {
    partition,
    refinement: new Refinement(partition, n),
    targets: new TargetCells(n),
    trace: new Trace(),
  };
}
