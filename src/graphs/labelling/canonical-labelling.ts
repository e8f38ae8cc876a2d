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
import { type Incidence, incidence } from "../colour-refinement/incidence.js";
import { refineRoot } from "../colour-refinement/root.js";
import type { Graph } from "../graph.js";
import { Search } from "./search.js";
import { symmetricGenerators, twins } from "./twins.js";
import { borrowWorkspace, returnWorkspace, type Workspace } from "./workspace.js";

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
  /** Made when it is first asked for. */
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
  const space = borrowWorkspace(n);
  const { orbits, best, first } = space;
  orbits.reset(n);
  refineRoot(graph, arcs, space);
  const sets = space.partition.discrete ? [] : twins(graph, arcs, space);
  if (sets.length > 0) separate(sets, arcs, space);
  const search = new Search(graph, arcs, space, { maximumNodes, signal });
  search.run();
  const { generators } = search;
  for (const set of sets) generators.push(...symmetricGenerators(set, n));
  for (const set of sets) orbits.joinAll(set);
  const labelling = new Labelling(graph, {
    order: best.order.slice(0, n),
    generators,
    groupOrder: product(search.orbitSizes, sets),
    orbits: orbits.toArray(n),
    statistics: { nodes: search.nodes, leaves: search.leaves, depth: first.depth },
  });
  returnWorkspace(space);
  return labelling;
}

class Labelling implements CanonicalLabelling {
  readonly order: Int32Array;
  readonly generators: readonly Int32Array[];
  readonly groupOrder: bigint;
  readonly orbits: Int32Array;
  readonly statistics: LabellingStatistics;
  readonly #graph: Graph;
  #form: Graph | undefined;

  constructor(graph: Graph, found: Omit<CanonicalLabelling, "form">) {
    this.#graph = graph;
    this.order = found.order;
    this.generators = found.generators;
    this.groupOrder = found.groupOrder;
    this.orbits = found.orbits;
    this.statistics = found.statistics;
  }

  get form(): Graph {
    this.#form ??= this.#graph.reordered(this.order);
    return this.#form;
  }
}

/** Gives the twins of a set different places: the k-th of every set goes before the next. */
function separate(sets: readonly number[][], arcs: Incidence, space: Workspace): void {
  const { partition, refinement, trace, keys: sizes, hashes: numbers } = space;
  sizes.fill(0, 0, partition.size);
  numbers.fill(0, 0, partition.size);
  for (const set of sets) {
    set.forEach((v, k) => {
      sizes[v] = set.length;
      numbers[v] = k;
    });
  }
  refinement.splitBy(sizes);
  refinement.splitBy(numbers);
  refinement.refine(arcs, trace);
}

/** ∏ orbit sizes · ∏ |set|! */
function product(orbitSizes: readonly number[], sets: readonly (readonly number[])[]): bigint {
  let order = 1n;
  let factor = 1;
  const multiply = (by: number): void => {
    factor *= by;
    if (factor > 2 ** 26) {
      order *= BigInt(factor);
      factor = 1;
    }
  };
  for (const size of orbitSizes) multiply(size);
  for (const set of sets) for (let k = 2; k <= set.length; k++) multiply(k);
  return order * BigInt(factor);
}
