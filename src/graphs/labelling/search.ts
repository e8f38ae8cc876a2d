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
import type { Incidence } from "../colour-refinement/incidence.js";
import type { Graph } from "../graph.js";
import { compareLeaves, isAutomorphism, type Leaf } from "./leaves.js";
import type { Workspace } from "./workspace.js";

export interface SearchLimits {
  readonly maximumNodes: number;
  readonly signal?: { readonly aborted: boolean };
}

export class Search {
  readonly generators: Int32Array[] = [];
  /** Sizes of the orbits along the first path; their product is the order of the group. */
  readonly orbitSizes: number[] = [];
  nodes = 1;
  leaves = 0;
  readonly #graph: Graph;
  readonly #arcs: Incidence;
  readonly #n: number;
  readonly #space: Workspace;
  readonly #limits: SearchLimits;
  #begun = false;
  /** How many steps the present path shares with the path to the first leaf. */
  #shared = 0;

  constructor(graph: Graph, arcs: Incidence, space: Workspace, limits: SearchLimits) {
    this.#n = graph.vertices;
    this.#graph = graph;
    this.#arcs = arcs;
    this.#space = space;
    this.#limits = limits;
  }

  /** From an equitable root to the best leaf, which is left in the workspace. */
  run(): void {
    const { partition, refinement, trace, path, orbits, first, best } = this.#space;
    if (partition.discrete) {
      this.leaves++;
      best.keep(partition, path.vertices, 0);
      first.keep(partition, path.vertices, 0);
      return;
    }
    this.#open(0);
    for (let level = 0; level >= 0; ) {
      const v = this.#next(level);
      if (v < 0) {
        if (level <= this.#shared) this.orbitSizes.push(orbits.size(first.path[level]));
        level--;
        if (level >= 0) this.#restore(level);
        continue;
      }
      this.#watch();
      path.vertices[level] = v;
      this.nodes++;
      const alive = trace.push(partition.individualise(v)) && refinement.refine(this.#arcs, trace);
      if (alive && !partition.discrete && !this.#meetsFirst(level + 1)) {
        level++;
        this.#open(level);
        continue;
      }
      if (alive) level = partition.discrete ? this.#leaf(level + 1) : this.#shared;
      this.#restore(level);
    }
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
    const { partition, targets, trace, path } = this.#space;
    const cell = targets.choose(partition, this.#arcs);
    path.open(level, partition.elements, cell, cell + partition.lengths[cell]);
    const { marks } = path;
    marks[4 * level] = partition.splits;
    marks[4 * level + 1] = trace.length;
    marks[4 * level + 2] = trace.likeFirst ? 1 : 0;
    marks[4 * level + 3] = trace.againstBest;
  }

  #restore(level: number): void {
    const { partition, trace, path } = this.#space;
    const { marks } = path;
    partition.undo(marks[4 * level]);
    trace.rewind(marks[4 * level + 1], marks[4 * level + 2] === 1, marks[4 * level + 3]);
  }

  /** The next vertex to individualise at a level; −1 when none is left. */
  #next(level: number): number {
    const { path, orbits } = this.#space;
    if (!this.#begun) return path.take(level);
    if (level <= this.#shared) {
      this.#shared = level;
      for (;;) {
        const v = path.take(level);
        if (v < 0 || orbits.find(v) === v) return v;
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
    const { partition, trace, first, image } = this.#space;
    if (!this.#begun || !trace.likeFirst || level > first.depth) return false;
    const { elements, lengths } = partition;
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
    return this.#accept();
  }

  /** At a discrete partition: the level at which to go on. */
  #leaf(level: number): number {
    const { partition, trace, path, first, best, row, orbits } = this.#space;
    this.leaves++;
    if (!this.#begun) {
      this.#begun = true;
      first.keep(partition, path.vertices, level);
      best.keep(partition, path.vertices, level);
      trace.keepFirst();
      this.#shared = level - 1;
      return level - 1;
    }
    if (trace.likeFirst && this.#matches(first)) return this.#shared;
    if (trace.againstBest < 0) return level - 1;
    const order = trace.againstBest > 0 ? 1 : compareLeaves(this.#graph, partition, best, row);
    if (order > 0) {
      best.keep(partition, path.vertices, level);
      trace.keepBest();
      for (let k = 0; k < level; k++) path.marks[4 * k + 3] = 0;
    }
    if (order !== 0) return level - 1;
    const common = path.common(best.path, best.depth);
    const here = path.vertices[this.#shared];
    this.#matches(best);
    return orbits.find(here) === here ? common : this.#shared;
  }

  /** Whether the present leaf gives the same graph as an earlier one; then a generator is found. */
  #matches(leaf: Leaf): boolean {
    const { partition, image } = this.#space;
    for (let k = 0; k < this.#n; k++) image[leaf.order[k]] = partition.elements[k];
    return this.#accept();
  }

  #accept(): boolean {
    const { image, row, orbits } = this.#space;
    if (!isAutomorphism(this.#graph, image, row)) return false;
    const generator = image.slice(0, this.#n);
    this.generators.push(generator);
    orbits.joinImages(generator);
    return true;
  }
}
