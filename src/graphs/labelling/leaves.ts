/**
 * Leaves of the search tree: discrete partitions, thus orders of the vertices. Two leaves give
 * the same graph exactly when the map between them is an automorphism, and which of two
 * different graphs is the greater is decided row by row.
 */

import type { OrderedPartition } from "../colour-refinement/ordered-partition.js";
import type { Graph } from "../graph.js";

export class Leaf {
  /** The vertices in the leaf's order, its inverse, and the vertices that were individualised. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly path: Int32Array;
  depth = 0;

  constructor(capacity: number) {
    this.order = new Int32Array(capacity);
    this.place = new Int32Array(capacity);
    this.path = new Int32Array(capacity);
  }

  keep({ size: n, elements, position }: OrderedPartition, path: Int32Array, depth: number): void {
    for (let k = 0; k < n; k++) {
      this.order[k] = elements[k];
      this.place[k] = position[k];
    }
    for (let k = 0; k < depth; k++) this.path[k] = path[k];
    this.depth = depth;
  }
}

/**
 * Whether vertex → image keeps every arc with its colour. Colours of vertices are not looked at.
 * @param image a permutation of the vertices
 * @param row n zeros, which it leaves as zeros
 */
export function isAutomorphism(graph: Graph, image: Int32Array, row: Int32Array): boolean {
  const { offsets, neighbours, arcColours, vertices: n, directed } = graph;
  for (let v = 0; v < n; v++) {
    const w = image[v];
    // The arcs between two fixed vertices stay; all others are met at a vertex that moves.
    if (w === v && !directed) continue;
    const begin = offsets[v];
    const end = offsets[v + 1];
    if (offsets[w + 1] - offsets[w] !== end - begin) return false;
    for (let a = begin; a < end; a++) row[image[neighbours[a]]] = arcColours[a];
    let holds = true;
    for (let a = offsets[w]; a < offsets[w + 1] && holds; a++) {
      holds = row[neighbours[a]] === arcColours[a];
    }
    for (let a = begin; a < end; a++) row[image[neighbours[a]]] = 0;
    if (!holds) return false;
  }
  return true;
}

/**
 * Compares the graph in the order of the partition with the graph in the order of the leaf: 0 for
 * the same graph; else negative or positive.
 * @param row n zeros, which it leaves as zeros
 */
export function compareLeaves(
  graph: Graph,
  { elements, position }: OrderedPartition,
  leaf: Leaf,
  row: Int32Array,
): number {
  const { offsets, neighbours, arcColours, vertices: n } = graph;
  for (let k = 0; k < n; k++) {
    const v = elements[k];
    const w = leaf.order[k];
    const difference = offsets[v + 1] - offsets[v] - (offsets[w + 1] - offsets[w]);
    if (difference !== 0) return difference;
    for (let a = offsets[w]; a < offsets[w + 1]; a++) {
      row[leaf.place[neighbours[a]]] = arcColours[a];
    }
    let least = n;
    let sign = 0;
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const place = position[neighbours[a]];
      const step = arcColours[a] - row[place];
      if (step !== 0 && place < least) {
        least = place;
        sign = step;
      }
      row[place] = 0;
    }
    for (let a = offsets[w]; a < offsets[w + 1]; a++) {
      const place = leaf.place[neighbours[a]];
      if (row[place] !== 0 && place < least) {
        least = place;
        sign = -row[place];
      }
      row[place] = 0;
    }
    if (sign !== 0) return sign;
  }
  return 0;
}
