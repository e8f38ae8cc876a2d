/**
 * Leaves of the search tree: discrete partitions, thus orders of the vertices. Two leaves give
 * the same graph exactly when the map between them is an automorphism, and which of two
 * different graphs is the greater is decided row by row.
 */
import type { Graph } from "../graph.js";

export class Leaves {
  readonly #graph: Graph;
  /** Colour of the arc from the vertex in hand, 0 where there is none; all 0 between calls. */
  readonly #row: Int32Array;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#row = new Int32Array(graph.vertices);
  }

  /** Whether vertex → image keeps every arc with its colour; vertices' colours are not looked at. */
  isAutomorphism(image: Int32Array): boolean {
    const { offsets, neighbours, arcColours, vertices: n } = this.#graph;
    const row = this.#row;
    let holds = true;
    for (let v = 0; v < n && holds; v++) {
      const w = image[v];
      const begin = offsets[v];
      const end = offsets[v + 1];
      if (offsets[w + 1] - offsets[w] !== end - begin) return false;
      for (let a = begin; a < end; a++) row[image[neighbours[a]]] = arcColours[a];
      for (let a = offsets[w]; a < offsets[w + 1] && holds; a++) {
        holds = row[neighbours[a]] === arcColours[a];
      }
      for (let a = begin; a < end; a++) row[image[neighbours[a]]] = 0;
    }
    return holds;
  }

  /**
   * Compares the graph in the order `one` with the graph in the order `other`; each comes with
   * its inverse (`place`). 0 for the same graph; else negative or positive.
   */
  compare(
    one: Int32Array,
    placeOne: Int32Array,
    other: Int32Array,
    placeOther: Int32Array,
  ): number {
    const { offsets, neighbours, arcColours, vertices: n } = this.#graph;
    const row = this.#row;
    for (let k = 0; k < n; k++) {
      const v = one[k];
      const w = other[k];
      const difference = offsets[v + 1] - offsets[v] - (offsets[w + 1] - offsets[w]);
      if (difference !== 0) return difference;
      for (let a = offsets[w]; a < offsets[w + 1]; a++) {
        row[placeOther[neighbours[a]]] = arcColours[a];
      }
      let least = n;
      let sign = 0;
      for (let a = offsets[v]; a < offsets[v + 1]; a++) {
        const place = placeOne[neighbours[a]];
        const step = arcColours[a] - row[place];
        if (step !== 0 && place < least) {
          least = place;
          sign = step;
        }
        row[place] = 0;
      }
      for (let a = offsets[w]; a < offsets[w + 1]; a++) {
        const place = placeOther[neighbours[a]];
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
}
