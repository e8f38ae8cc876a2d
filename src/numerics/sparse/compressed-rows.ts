/**
 * How sparse matrices are stored, and the operations on them, in time linear in the
 * number of entries and with typed arrays only.
 *
 * | symbol | name here     | shape                                                  |
 * |        | rowStarts     | rows + 1; row i is the entries rowStarts[i] …          |
 * |        | columnIndices | one for each entry, ascending within a row, each once  |
 * |        | values        | one for each entry                                     |
 */

/** A sparse matrix by rows. */
export interface CompressedRows {
  readonly rows: number;
  readonly columns: number;
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;
}

/** Entries in any order, in arrays that grow by doubling. */
export class Triplets {
  #rows: Int32Array;
  #columns: Int32Array;
  #values: Float64Array;
  #count = 0;

  constructor(capacity = 16) {
    this.#rows = new Int32Array(capacity);
    this.#columns = new Int32Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  push(row: number, column: number, value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#rows[this.#count] = row;
    this.#columns[this.#count] = column;
    this.#values[this.#count++] = value;
  }

  /** Sorted by counting, first by column, then by row; entries at one place are added, zeros left out. */
  compress(rows: number, columns: number): CompressedRows {
    const count = this.#count;
    const byColumn = countingOrder(this.#columns, count, columns);
    const rowStarts = countStarts(this.#rows, count, rows);
    const next = rowStarts.slice();
    const columnIndices = new Int32Array(count);
    const values = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const source = byColumn[k];
      const target = next[this.#rows[source]]++;
      columnIndices[target] = this.#columns[source];
      values[target] = this.#values[source];
    }
    return mergeRepeats({ rows, columns, rowStarts, columnIndices, values });
  }

  #grow(): void {
    const capacity = Math.max(16, 2 * this.#count);
    const grown = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#rows = grown(this.#rows, new Int32Array(capacity));
    this.#columns = grown(this.#columns, new Int32Array(capacity));
    this.#values = grown(this.#values, new Float64Array(capacity));
  }
}

export function transposeRows(matrix: CompressedRows): CompressedRows {
  const { rows, columns, rowStarts, columnIndices, values } = matrix;
  const starts = countStarts(columnIndices, values.length, columns);
  const next = starts.slice();
  const outIndices = new Int32Array(values.length);
  const outValues = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      const target = next[columnIndices[k]]++;
      outIndices[target] = i;
      outValues[target] = values[k];
    }
  }
  return {
    rows: columns,
    columns: rows,
    rowStarts: starts,
    columnIndices: outIndices,
    values: outValues,
  };
}

/** The blocks, all equally wide, on top of each other. */
export function stackRows(blocks: readonly CompressedRows[], columns: number): CompressedRows {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const count = blocks.reduce((sum, block) => sum + block.values.length, 0);
  const rowStarts = new Int32Array(rows + 1);
  const columnIndices = new Int32Array(count);
  const values = new Float64Array(count);
  let row = 0;
  let offset = 0;
  for (const block of blocks) {
    columnIndices.set(block.columnIndices, offset);
    values.set(block.values, offset);
    for (let i = 1; i <= block.rows; i++) rowStarts[row + i] = offset + block.rowStarts[i];
    row += block.rows;
    offset += block.values.length;
  }
  return { rows, columns, rowStarts, columnIndices, values };
}

/** The blocks along the diagonal. */
export function directSumRows(blocks: readonly CompressedRows[]): CompressedRows {
  const stacked = stackRows(
    blocks,
    blocks.reduce((sum, block) => sum + block.columns, 0),
  );
  let column = 0;
  let at = 0;
  for (const block of blocks) {
    for (const end = at + block.values.length; at < end; at++) stacked.columnIndices[at] += column;
    column += block.columns;
  }
  return stacked;
}

/** Σ factors[k] · terms[k] for terms of one shape. */
export function combineRows(
  terms: readonly CompressedRows[],
  factors: ArrayLike<number>,
): CompressedRows {
  const entries = new Triplets(terms.reduce((sum, term) => sum + term.values.length, 0));
  terms.forEach(({ rows, rowStarts, columnIndices, values }, t) => {
    for (let i = 0; i < rows; i++) {
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
        entries.push(i, columnIndices[k], factors[t] * values[k]);
      }
    }
  });
  return entries.compress(terms[0].rows, terms[0].columns);
}

/** Rows `chosen`, in that order; one may be chosen more than once. */
export function chooseRows(matrix: CompressedRows, chosen: ArrayLike<number>): CompressedRows {
  const { columns, rowStarts, columnIndices, values } = matrix;
  const starts = new Int32Array(chosen.length + 1);
  for (let i = 0; i < chosen.length; i++) {
    starts[i + 1] = starts[i] + rowStarts[chosen[i] + 1] - rowStarts[chosen[i]];
  }
  const outIndices = new Int32Array(starts[chosen.length]);
  const outValues = new Float64Array(starts[chosen.length]);
  for (let i = 0; i < chosen.length; i++) {
    const [from, to] = [rowStarts[chosen[i]], rowStarts[chosen[i] + 1]];
    outIndices.set(columnIndices.subarray(from, to), starts[i]);
    outValues.set(values.subarray(from, to), starts[i]);
  }
  return {
    rows: chosen.length,
    columns,
    rowStarts: starts,
    columnIndices: outIndices,
    values: outValues,
  };
}

/** A ⊗ B: entry (i, j) of A times entry (p, q) of B at (i · B.rows + p, j · B.columns + q). */
export function kroneckerRows(a: CompressedRows, b: CompressedRows): CompressedRows {
  const rows = a.rows * b.rows;
  const rowStarts = new Int32Array(rows + 1);
  const columnIndices = new Int32Array(a.values.length * b.values.length);
  const values = new Float64Array(columnIndices.length);
  let at = 0;
  for (let i = 0; i < a.rows; i++) {
    for (let p = 0; p < b.rows; p++) {
      for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; k++) {
        const offset = a.columnIndices[k] * b.columns;
        for (let l = b.rowStarts[p]; l < b.rowStarts[p + 1]; l++) {
          columnIndices[at] = offset + b.columnIndices[l];
          values[at++] = a.values[k] * b.values[l];
        }
      }
      rowStarts[i * b.rows + p + 1] = at;
    }
  }
  return { rows, columns: a.columns * b.columns, rowStarts, columnIndices, values };
}

/** Where each key's entries start when they stand in the order of their keys. */
function countStarts(keys: Int32Array, count: number, bound: number): Int32Array {
  const starts = new Int32Array(bound + 1);
  for (let k = 0; k < count; k++) starts[keys[k] + 1]++;
  for (let i = 0; i < bound; i++) starts[i + 1] += starts[i];
  return starts;
}

/** The places of the entries in ascending order of their keys, equal keys in the order given. */
function countingOrder(keys: Int32Array, count: number, bound: number): Int32Array {
  const next = countStarts(keys, count, bound);
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[next[keys[k]]++] = k;
  return order;
}

function mergeRepeats(matrix: CompressedRows): CompressedRows {
  const { rows, columns, rowStarts, columnIndices, values } = matrix;
  let at = 0;
  let from = 0;
  for (let i = 0; i < rows; i++) {
    const to = rowStarts[i + 1];
    for (let k = from; k < to; ) {
      const column = columnIndices[k];
      let sum = values[k++];
      while (k < to && columnIndices[k] === column) sum += values[k++];
      if (sum !== 0) {
        columnIndices[at] = column;
        values[at++] = sum;
      }
    }
    from = to;
    rowStarts[i + 1] = at;
  }
  if (at === values.length) return matrix;
  return {
    rows,
    columns,
    rowStarts,
    columnIndices: columnIndices.slice(0, at),
    values: values.slice(0, at),
  };
}
