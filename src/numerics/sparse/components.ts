/**
 * Connected components of a sparse matrix: rows and columns are joined where an entry
 * stands. After sorting by component the matrix is block diagonal.
 */
import type { CompressedRows } from "./compressed-rows.js";

/** Sets of numbers 0 … size − 1 that only ever grow together. */
export class DisjointSets {
  readonly #parent: Int32Array;
  readonly #sizes: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i);
    this.#sizes = new Int32Array(size).fill(1);
  }

  find(i: number): number {
    const parent = this.#parent;
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  join(i: number, j: number): void {
    const [a, b] = [this.find(i), this.find(j)];
    if (a === b) return;
    const [large, small] = this.#sizes[a] >= this.#sizes[b] ? [a, b] : [b, a];
    this.#parent[small] = large;
    this.#sizes[large] += this.#sizes[small];
  }

  sizeOf(i: number): number {
    return this.#sizes[this.find(i)];
  }
}

/** One block: the matrix restricted to these rows and columns, with indices of its own. */
export interface Component {
  /** Ascending. */
  readonly rows: readonly number[];
  /** Ascending, unless another order was asked for. */
  readonly columns: readonly number[];
  readonly matrix: CompressedRows;
}

/**
 * The components that have at least one of the chosen rows, each with an entry.
 * @param rank where given, columns of a component ascend by it
 */
export function connectedComponents(
  matrix: CompressedRows,
  chosen: ArrayLike<number>,
  rank?: ArrayLike<number>,
): Component[] {
  const { columns, rowStarts, columnIndices } = matrix;
  const sets = new DisjointSets(columns);
  for (let r = 0; r < chosen.length; r++) {
    const from = rowStarts[chosen[r]];
    for (let k = from + 1; k < rowStarts[chosen[r] + 1]; k++) {
      sets.join(columnIndices[from], columnIndices[k]);
    }
  }
  const rowsOf = new Map<number, number[]>();
  for (let r = 0; r < chosen.length; r++) {
    const row = chosen[r];
    if (rowStarts[row] === rowStarts[row + 1]) continue;
    const root = sets.find(columnIndices[rowStarts[row]]);
    const list = rowsOf.get(root);
    if (list === undefined) rowsOf.set(root, [row]);
    else list.push(row);
  }
  const columnsOf = new Map<number, number[]>();
  for (const root of rowsOf.keys()) columnsOf.set(root, []);
  for (let j = 0; j < columns; j++) columnsOf.get(sets.find(j))?.push(j);
  const local = new Int32Array(columns);
  return [...rowsOf].map(([root, rows]) => {
    const members = columnsOf.get(root)!;
    if (rank !== undefined) members.sort((a, b) => rank[a] - rank[b] || a - b);
    members.forEach((column, at) => {
      local[column] = at;
    });
    return { rows, columns: members, matrix: restrict(matrix, rows, members.length, local) };
  });
}

function restrict(
  { rowStarts, columnIndices, values }: CompressedRows,
  rows: readonly number[],
  columns: number,
  local: Int32Array,
): CompressedRows {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i] + rowStarts[row + 1] - rowStarts[row];
  });
  const outIndices = new Int32Array(starts[rows.length]);
  const outValues = new Float64Array(starts[rows.length]);
  rows.forEach((row, i) => {
    for (let k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
      outIndices[starts[i] + k - rowStarts[row]] = local[columnIndices[k]];
      outValues[starts[i] + k - rowStarts[row]] = values[k];
    }
  });
  return {
    rows: rows.length,
    columns,
    rowStarts: starts,
    columnIndices: outIndices,
    values: outValues,
  };
}
