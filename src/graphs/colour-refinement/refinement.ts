/**
 * Refinement of an ordered partition until it is equitable: any two vertices of a cell have the
 * same sum of arc weights to each cell. Pending cells are taken as splitters one after another
 * (Hopcroft's rule: of the parts of a split cell all but a largest one are pending).
 * Nothing here depends on the numbers of vertices, only on cells and sums.
 */
import type { Incidence } from "./incidence.js";
import type { OrderedPartition } from "./ordered-partition.js";
import { scramble, type Trace } from "./trace.js";

export class Refinement {
  readonly #partition: OrderedPartition;
  /** Sum of weights from the splitter, for the vertices that it touches; 0 elsewhere. */
  readonly #sums: Int32Array;
  /** How many vertices of the cell that starts here are touched; they lie at its end. */
  readonly #touched: Int32Array;
  readonly #cells: Int32Array;
  readonly #splitter: Int32Array;

  constructor(partition: OrderedPartition, capacity: number) {
    this.#partition = partition;
    this.#sums = new Int32Array(capacity);
    this.#touched = new Int32Array(capacity);
    this.#cells = new Int32Array(capacity);
    this.#splitter = new Int32Array(capacity);
  }

  /** Splits each cell by one number for each vertex, ascending. */
  splitBy(keys: ArrayLike<number>): void {
    const partition = this.#partition;
    const { size: n, lengths, elements, position } = partition;
    const sums = this.#sums;
    for (let v = 0; v < n; v++) sums[v] = keys[v];
    for (let cell = 0; cell < n; ) {
      const end = cell + lengths[cell];
      if (!this.#even(cell, end)) {
        this.#sortPositions(cell, end);
        for (let k = cell; k < end; k++) position[elements[k]] = k;
        partition.split(cell, cell, sums);
      }
      cell = end;
    }
    for (let v = 0; v < n; v++) sums[v] = 0;
  }

  /** Splits each cell by the sums of all weights at a vertex. */
  splitByDegree({ offsets, weights, uniform }: Incidence): void {
    const n = this.#partition.size;
    const degrees = this.#splitter;
    for (let v = 0; v < n; v++) {
      let sum = uniform ? offsets[v + 1] - offsets[v] : 0;
      if (!uniform) for (let a = offsets[v]; a < offsets[v + 1]; a++) sum = (sum + weights[a]) | 0;
      degrees[v] = sum;
    }
    this.splitBy(degrees);
  }

  /** False when the trace says that the node can be left; the partition is then half refined. */
  refine(graph: Incidence, trace: Trace): boolean {
    const partition = this.#partition;
    const { elements, position, cellOf, lengths } = partition;
    const { offsets, ends, weights, uniform } = graph;
    const sums = this.#sums;
    const touched = this.#touched;
    const cells = this.#cells;
    const splitter = this.#splitter;
    while (!partition.discrete) {
      const cell = partition.nextPending();
      if (cell < 0) break;
      const size = lengths[cell];
      for (let k = 0; k < size; k++) splitter[k] = elements[cell + k];
      let hash = scramble(cell, size);
      let count = 0;
      for (let k = 0; k < size; k++) {
        const end = offsets[splitter[k] + 1];
        for (let a = offsets[splitter[k]]; a < end; a++) {
          const u = ends[a];
          const c = cellOf[u];
          const length = lengths[c];
          const weight = uniform ? 1 : weights[a];
          if (length === 1) {
            hash = (hash + Math.imul(weight, Math.imul(c, 0x9e3779b1) ^ 0x5bd1e995)) | 0;
            continue;
          }
          const t = touched[c];
          const border = c + length - t;
          const p = position[u];
          if (p < border) {
            if (t === 0) cells[count++] = c;
            const other = elements[border - 1];
            elements[border - 1] = u;
            position[u] = border - 1;
            elements[p] = other;
            position[other] = p;
            touched[c] = t + 1;
            sums[u] = weight;
          } else sums[u] += weight;
        }
      }
      hash = (hash + this.#splitTouched(count)) | 0;
      if (!trace.push(hash)) {
        partition.clearPending();
        return false;
      }
    }
    partition.clearPending();
    return trace.push(partition.cells);
  }

  /** Splits the first `count` touched cells, in the order of the partition; a hash of what was met. */
  #splitTouched(count: number): number {
    const partition = this.#partition;
    const { elements, position, lengths } = partition;
    const sums = this.#sums;
    const cells = this.#cells;
    let hash = 0;
    let uneven = 0;
    for (let k = 0; k < count; k++) {
      const c = cells[k];
      const end = c + lengths[c];
      const from = end - this.#touched[c];
      const sum = sums[elements[from]];
      if (this.#even(from, end)) {
        hash = (hash + scramble(c ^ Math.imul(sum, 0x632be5ab), end - from)) | 0;
        if (from === c) {
          this.#clear(c, from, end);
          continue;
        }
      }
      cells[uneven++] = c;
    }
    if (uneven > 1) sortAscending(cells, 0, uneven);
    for (let k = 0; k < uneven; k++) {
      const c = cells[k];
      const end = c + lengths[c];
      const from = end - this.#touched[c];
      if (!this.#even(from, end)) {
        this.#sortPositions(from, end);
        for (let p = from; p < end; p++) {
          position[elements[p]] = p;
          hash = (hash + scramble(p, sums[elements[p]])) | 0;
        }
      }
      partition.split(c, from, sums);
      this.#clear(c, from, end);
    }
    return hash;
  }

  #even(from: number, end: number): boolean {
    const { elements } = this.#partition;
    const sum = this.#sums[elements[from]];
    for (let p = from + 1; p < end; p++) if (this.#sums[elements[p]] !== sum) return false;
    return true;
  }

  #clear(cell: number, from: number, end: number): void {
    const { elements } = this.#partition;
    for (let p = from; p < end; p++) this.#sums[elements[p]] = 0;
    this.#touched[cell] = 0;
  }

  /** Sorts positions from … end − 1 of the partition by sum: quicksort in three parts. */
  #sortPositions(from: number, end: number): void {
    const { elements } = this.#partition;
    const sums = this.#sums;
    while (end - from > 12) {
      const a = sums[elements[from]];
      const b = sums[elements[(from + end) >> 1]];
      const c = sums[elements[end - 1]];
      const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
      let low = from;
      let high = end;
      for (let k = from; k < high; ) {
        const v = elements[k];
        if (sums[v] < pivot) {
          elements[k++] = elements[low];
          elements[low++] = v;
        } else if (sums[v] > pivot) {
          elements[k] = elements[--high];
          elements[high] = v;
        } else k++;
      }
      if (low - from < end - high) {
        this.#sortPositions(from, low);
        from = high;
      } else {
        this.#sortPositions(high, end);
        end = low;
      }
    }
    for (let k = from + 1; k < end; k++) {
      const v = elements[k];
      let j = k;
      for (; j > from && sums[elements[j - 1]] > sums[v]; j--) elements[j] = elements[j - 1];
      elements[j] = v;
    }
  }
}

/** Sorts entries from … end − 1. */
export function sortAscending(values: Int32Array, from: number, end: number): void {
  if (end - from > 24) {
    values.subarray(from, end).sort();
    return;
  }
  for (let k = from + 1; k < end; k++) {
    const value = values[k];
    let j = k;
    for (; j > from && values[j - 1] > value; j--) values[j] = values[j - 1];
    values[j] = value;
  }
}
