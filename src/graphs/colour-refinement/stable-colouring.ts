/**
 * Colour refinement (the 1-dimensional Weisfeiler–Leman test): the coarsest colouring of the
 * vertices, finer than the given one, in which vertices of one colour have the same number of
 * arcs of each colour and direction to each class.
 *
 * Two graphs are equivalent when colour refinement cannot tell them apart: their stable
 * colourings have classes of the same sizes with the same numbers of arcs between them.
 */
import type { Graph } from "../graph.js";
import { incidence } from "./incidence.js";
import { OrderedPartition } from "./ordered-partition.js";
import { Refinement } from "./refinement.js";
import { refineRoot } from "./root.js";
import { Trace } from "./trace.js";

export interface StableColouring {
  /** Class of each vertex, 0 … count − 1; numbered the same for every relabelling. */
  readonly classes: Int32Array;
  readonly count: number;
  /**
   * Sizes and colours of the classes and the arcs from a vertex of each class to each other, as
   * text: the same for two graphs exactly when colour refinement cannot tell them apart.
   */
  readonly certificate: string;
}

export function stableColouring(graph: Graph): StableColouring {
  const n = graph.vertices;
  const partition = new OrderedPartition(n);
  const refinement = new Refinement(partition, n);
  const trace = new Trace();
  const arcs = incidence(graph);
  refineRoot(graph, arcs, { partition, refinement, trace });
  const entering = graph.directed ? graph.reversed() : undefined;
  for (;;) {
    // Sums of hashed weights may agree for different multisets: the lists themselves decide.
    const lists = Array.from({ length: n }, (_, v) => describe(v, partition, graph, entering));
    const texts = [...new Set(lists)].sort();
    const numbers = new Map(texts.map((text, k) => [text, k]));
    const before = partition.cells;
    refinement.splitBy(lists.map((text) => numbers.get(text)!));
    if (partition.cells === before) return result(graph, partition, lists);
    refinement.refine(arcs, trace);
  }
}

/** Whether colour refinement (1-WL) cannot tell the graphs apart; isomorphic ones it never can. */
export function wlEquivalent(a: Graph, b: Graph): boolean {
  return (
    a.vertices === b.vertices &&
    a.directed === b.directed &&
    stableColouring(a).certificate === stableColouring(b).certificate
  );
}

function result(graph: Graph, partition: OrderedPartition, lists: string[]): StableColouring {
  const n = graph.vertices;
  const classes = new Int32Array(n);
  const lines: string[] = [`${n}${graph.directed ? "d" : "u"}`];
  let count = 0;
  for (let cell = 0; cell < n; cell += partition.lengths[cell]) {
    const first = partition.elements[cell];
    lines.push(`${partition.lengths[cell]}/${graph.colours[first]}/${lists[first]}`);
    for (let k = 0; k < partition.lengths[cell]; k++) {
      classes[partition.elements[cell + k]] = count;
    }
    count++;
  }
  return { classes, count, certificate: lines.join("\n") };
}

/** How many arcs of each colour leave v for, and come to v from, each cell. */
function describe(
  v: number,
  partition: OrderedPartition,
  graph: Graph,
  entering: Graph | undefined,
): string {
  const tally = (from: Graph): string => {
    const keys: number[] = [];
    for (let a = from.offsets[v]; a < from.offsets[v + 1]; a++) {
      keys.push(partition.cellOf[from.neighbours[a]] * 2 ** 31 + from.arcColours[a]);
    }
    return Float64Array.from(keys).sort().join();
  };
  return entering === undefined ? tally(graph) : `${tally(graph)};${tally(entering)}`;
}
