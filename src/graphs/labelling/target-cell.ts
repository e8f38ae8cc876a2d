/**
 * Which cell to split next: of those with the most joins that are neither empty nor full (its
 * vertices have arcs to some vertices of the other cell and not to all), the first; what is done
 * to it tears most cells. In graphs of several colours or directions all joins count that are not
 * empty: whether one is full would rest on hashed sums, and those might differ within a cell.
 */
import type { Incidence } from "../colour-refinement/incidence.js";
import type { OrderedPartition } from "../colour-refinement/ordered-partition.js";

export class TargetCells {
  readonly #joins: Int32Array;
  readonly #met: Int32Array;

  constructor(capacity: number) {
    this.#joins = new Int32Array(capacity);
    this.#met = new Int32Array(capacity);
  }

  /** First position of the chosen cell; −1 when all cells have one vertex. */
  choose(partition: OrderedPartition, graph: Incidence): number {
    const { size: n, elements, cellOf, lengths } = partition;
    const { offsets, ends, uniform } = graph;
    const joins = this.#joins;
    const met = this.#met;
    let chosen = -1;
    let most = -1;
    for (let cell = 0; cell < n; cell += lengths[cell]) {
      if (lengths[cell] === 1) continue;
      const v = elements[cell];
      let count = 0;
      for (let a = offsets[v]; a < offsets[v + 1]; a++) {
        const c = cellOf[ends[a]];
        if (lengths[c] === 1) continue;
        if (joins[c]++ === 0) met[count++] = c;
      }
      let partial = 0;
      for (let k = 0; k < count; k++) {
        if (!uniform || joins[met[k]] < lengths[met[k]]) partial++;
        joins[met[k]] = 0;
      }
      if (partial > most) {
        most = partial;
        chosen = cell;
      }
    }
    return chosen;
  }
}
