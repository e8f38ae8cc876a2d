/** The present path of the search: for each level what was individualised and what is left to. */

import { OrbitPartition } from "../../numerics/permutations/orbit-partition.js";
import { sortAscending } from "../colour-refinement/refinement.js";

export class Path {
  /** The vertex individualised at each level. */
  readonly vertices: Int32Array;
  /** Four whole numbers for each level, kept for whoever walks the path. */
  readonly marks: Int32Array;
  #candidates = new Int32Array(64);
  readonly #begin: Int32Array;
  readonly #next: Int32Array;
  readonly #end: Int32Array;
  /** How many generators the candidates of a level were pruned by. */
  readonly #pruned: Int32Array;
  readonly #orbits: OrbitPartition;

  constructor(capacity: number) {
    this.vertices = new Int32Array(capacity + 1);
    this.marks = new Int32Array(4 * capacity + 4);
    this.#begin = new Int32Array(capacity + 1);
    this.#next = new Int32Array(capacity + 1);
    this.#end = new Int32Array(capacity + 1);
    this.#pruned = new Int32Array(capacity + 1);
    this.#orbits = new OrbitPartition(capacity);
  }

  /** The candidates of a level are elements[from] … elements[end − 1], ascending. */
  open(level: number, elements: Int32Array, from: number, end: number): void {
    const begin = level === 0 ? 0 : this.#end[level - 1];
    const stop = begin + end - from;
    if (stop > this.#candidates.length) {
      const longer = new Int32Array(2 * stop);
      longer.set(this.#candidates);
      this.#candidates = longer;
    }
    for (let k = from; k < end; k++) this.#candidates[begin + k - from] = elements[k];
    sortAscending(this.#candidates, begin, stop);
    this.#begin[level] = begin;
    this.#next[level] = begin;
    this.#end[level] = stop;
    this.#pruned[level] = 0;
  }

  take(level: number): number {
    return this.#next[level] < this.#end[level] ? this.#candidates[this.#next[level]++] : -1;
  }

  /** Whether a candidate of this level was taken before. */
  taken(level: number): boolean {
    return this.#next[level] > this.#begin[level];
  }

  /** Leaves out candidates in an orbit with a lesser one, under the generators that fix the path. */
  prune(level: number, generators: readonly Int32Array[]): void {
    if (this.#pruned[level] === generators.length || this.#next[level] === this.#end[level]) return;
    this.#pruned[level] = generators.length;
    const orbits = this.#orbits;
    let some = false;
    for (const generator of generators) {
      let fixes = true;
      for (let k = 0; k < level && fixes; k++) {
        fixes = generator[this.vertices[k]] === this.vertices[k];
      }
      if (!fixes) continue;
      if (!some) orbits.reset(generator.length);
      some = true;
      orbits.joinImages(generator);
    }
    if (!some) return;
    let end = this.#next[level];
    for (let k = end; k < this.#end[level]; k++) {
      const v = this.#candidates[k];
      if (orbits.find(v) === v) this.#candidates[end++] = v;
    }
    this.#end[level] = end;
  }

  /** How many steps the present path shares with another. */
  common(other: Int32Array, length: number): number {
    let k = 0;
    while (k < length && other[k] === this.vertices[k]) k++;
    return k;
  }
}
