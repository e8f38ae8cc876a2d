/**
 * The tree of individualisation and refinement (McKay, Practical graph isomorphism, 1981; McKay &
 * Piperno 2014; Junttila & Kaski 2007), depth first.
 *
 * A node is an ordered equitable partition; its children individualise one vertex each of its
 * target cell; leaves are discrete. The best leaf, by trace and then by graph, is the canonical
 * form. What is left out:
 *  - nodes whose trace is neither that of the first leaf so far nor at least the best one;
 *  - after a leaf that gives the same graph as the first or the best one: the rest of the subtree,
 *    as the automorphism between the two maps it to one that was searched;
 *  - vertices in the orbit of a searched one under known automorphisms that fix the path.
 * Along the first path those orbits are the orbits of the stabiliser, and their sizes multiply to
 * the order of the group.
 */
import { AbortedError, ConvergenceError } from "../../errors.js";
import type { Graph } from "../graph.js";
import { OrbitPartition } from "../permutations/orbit-partition.js";
import type { Incidence } from "./incidence.js";
import { Leaves } from "./leaves.js";
import type { OrderedPartition } from "./ordered-partition.js";
import { Path } from "./path.js";
import type { Refinement } from "./refinement.js";
import type { TargetCells } from "./target-cell.js";
import type { Trace } from "./trace.js";

export interface SearchLimits {
  readonly maximumNodes: number;
  readonly signal?: { readonly aborted: boolean };
}

export interface SearchTools {
  readonly partition: OrderedPartition;
  readonly refinement: Refinement;
  readonly targets: TargetCells;
  readonly trace: Trace;
}

export class Search {
  readonly generators: Int32Array[] = [];
  readonly orbits: OrbitPartition;
  groupOrder = 1n;
  nodes = 1;
  leaves = 0;
  depth = 0;
  readonly #graph: Incidence;
  readonly #n: number;
  readonly #tools: SearchTools;
  readonly #limits: SearchLimits;
  readonly #judge: Leaves;
  readonly #path: Path;
  #first?: Leaf;
  #best?: Leaf;
  /** How many steps the present path shares with the path to the first leaf. */
  #shared = 0;

  constructor(graph: Graph, arcs: Incidence, tools: SearchTools, limits: SearchLimits) {
    this.#n = graph.vertices;
    this.#graph = arcs;
    this.#tools = tools;
    this.#limits = limits;
    this.#judge = new Leaves(graph);
    this.#path = new Path(this.#n);
    this.orbits = new OrbitPartition(this.#n);
  }

  /** From an equitable root to the order of the best leaf. */
  run(): Int32Array {
    const { partition, refinement, trace } = this.#tools;
    const path = this.#path;
    if (partition.discrete) {
      this.leaves++;
      return partition.elements.slice(0, this.#n);
    }
    this.#open(0);
    for (let level = 0; level >= 0; ) {
      const v = this.#next(level);
      if (v < 0) {
        if (level <= this.#shared) {
          this.groupOrder *= BigInt(this.orbits.size(this.#first!.path[level]));
        }
        level--;
        if (level >= 0) this.#restore(level);
        continue;
      }
      this.#watch();
      path.vertices[level] = v;
      this.nodes++;
      const alive = trace.push(partition.individualise(v)) && refinement.refine(this.#graph, trace);
      if (alive && !partition.discrete && !this.#meetsFirst(level + 1)) {
        level++;
        this.#open(level);
        continue;
      }
      if (alive) level = partition.discrete ? this.#leaf(level + 1) : this.#shared;
      this.#restore(level);
    }
    return this.#best!.order;
  }

  #watch(): void {
    const { maximumNodes, signal } = this.#limits;
    if (this.nodes >= maximumNodes) {
      throw new ConvergenceError(
        `canonicalLabelling: the search passed maximumNodes = ${maximumNodes} on a graph with ${this.#n} vertices and found ${this.leaves} leaves; no labelling is returned. Raise maximumNodes.`,
      );
    }
    if ((this.nodes & 63) === 1 && signal?.aborted) {
      throw new AbortedError(
        `canonicalLabelling: the signal ended the search after ${this.nodes} nodes; no labelling is returned.`,
      );
    }
  }

  #open(level: number): void {
    const { partition, targets, trace } = this.#tools;
    const cell = targets.choose(partition, this.#graph);
    this.#path.open(level, partition.elements, cell, cell + partition.lengths[cell]);
    this.#path.marks[4 * level] = partition.splits;
    this.#path.marks[4 * level + 1] = trace.length;
    this.#path.marks[4 * level + 2] = trace.likeFirst ? 1 : 0;
    this.#path.marks[4 * level + 3] = trace.againstBest;
  }

  #restore(level: number): void {
    const { partition, trace } = this.#tools;
    const { marks } = this.#path;
    partition.undo(marks[4 * level]);
    trace.rewind(marks[4 * level + 1], marks[4 * level + 2] === 1, marks[4 * level + 3]);
  }

  /** The next vertex to individualise at a level; −1 when none is left. */
  #next(level: number): number {
    const path = this.#path;
    if (this.#first === undefined) {
      this.#shared = level + 1;
      return path.take(level);
    }
    if (level <= this.#shared) {
      this.#shared = level;
      for (;;) {
        const v = path.take(level);
        if (v < 0 || this.orbits.find(v) === v) return v;
      }
    }
    if (path.taken(level)) path.prune(level, this.generators);
    return path.take(level);
  }

  /**
   * Whether the present node is the image of the first path's node of this level under the map
   * that takes the vertices alone in their cells to one another and fixes all others. Most
   * automorphisms of sparse graphs show themselves so, many levels above their leaf.
   */
  #meetsFirst(level: number): boolean {
    const first = this.#first;
    if (first === undefined || !this.#tools.trace.likeFirst || level > first.path.length) {
      return false;
    }
    const { elements, lengths } = this.#tools.partition;
    const image = new Int32Array(this.#n);
    for (let cell = 0; cell < this.#n; cell += lengths[cell]) {
      const length = lengths[cell];
      if (length === 1) image[first.order[cell]] = elements[cell];
      else {
        for (let k = cell; k < cell + length; k++) {
          const v = elements[k];
          const place = first.place[v];
          if (place < cell || place >= cell + length) return false;
          image[v] = v;
        }
      }
    }
    if (!this.#judge.isAutomorphism(image)) return false;
    this.#add(image);
    return true;
  }

  /** At a discrete partition: the level at which to go on. */
  #leaf(level: number): number {
    const { partition, trace } = this.#tools;
    const { elements, position } = partition;
    this.leaves++;
    if (this.#first === undefined) {
      this.#first = this.#keep(level);
      this.#best = this.#first;
      trace.keepFirst();
      this.depth = level;
      this.#shared = level - 1;
      return level - 1;
    }
    if (trace.likeFirst && this.#matches(this.#first)) return this.#shared;
    if (trace.againstBest < 0) return level - 1;
    const best = this.#best!;
    const order =
      trace.againstBest > 0 ? 1 : this.#judge.compare(elements, position, best.order, best.place);
    if (order > 0) {
      this.#best = this.#keep(level);
      trace.keepBest();
      for (let k = 0; k < level; k++) this.#path.marks[4 * k + 3] = 0;
    }
    if (order !== 0) return level - 1;
    this.#matches(best);
    const common = this.#path.common(best.path);
    const here = this.#path.vertices[this.#shared];
    return this.orbits.find(here) !== here ? this.#shared : common;
  }

  #keep(level: number): Leaf {
    const { elements, position } = this.#tools.partition;
    return {
      order: elements.slice(0, this.#n),
      place: position.slice(0, this.#n),
      path: this.#path.vertices.slice(0, level),
    };
  }

  /** Whether the present leaf gives the same graph as an earlier one; then a generator is found. */
  #matches(leaf: Leaf): boolean {
    const { elements } = this.#tools.partition;
    const image = new Int32Array(this.#n);
    for (let k = 0; k < this.#n; k++) image[leaf.order[k]] = elements[k];
    if (!this.#judge.isAutomorphism(image)) return false;
    this.#add(image);
    return true;
  }

  #add(image: Int32Array): void {
    this.generators.push(image);
    this.orbits.joinImages(image);
  }
}

interface Leaf {
  readonly order: Int32Array;
  readonly place: Int32Array;
  /** The vertices that were individualised. */
  readonly path: Int32Array;
}
