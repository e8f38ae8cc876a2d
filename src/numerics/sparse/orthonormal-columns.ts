/**
 * An orthonormal basis of the span of sparse independent columns, as sparse as its
 * connected components allow: columns that share no row are orthogonal already.
 *
 * Rows that are equal up to sign are taken once, times the square root of their number,
 * which changes no inner product; invariant tensors have few different rows.
 * Memory: for the largest component its different rows times its columns, densely.
 */
import { qrWithColumnPivoting } from "../linear-algebra/index.js";
import { Matrix } from "../matrix.js";
import { connectedComponents } from "./components.js";
import { type CompressedRows, Triplets } from "./compressed-rows.js";
import { SparseMatrix } from "./sparse-matrix.js";

/** Rows with more entries altogether are not compared, which would take too much memory. */
const LARGEST_COMPARED = 10_000_000;

/** @param columns n × k of rank k; the law: the result Q has QᵀQ = I and the same span */
export function orthonormalColumns(columns: SparseMatrix): SparseMatrix {
  const used: number[] = [];
  for (let i = 0; i < columns.rows; i++) {
    if (columns.rowStarts[i] < columns.rowStarts[i + 1]) used.push(i);
  }
  const out = new Triplets(columns.nonZeros);
  for (const component of connectedComponents(columns, used)) {
    const kinds = differentRows(component.matrix);
    const Q = orthonormal(component.matrix, kinds);
    component.rows.forEach((row, i) => {
      const kind = kinds.of[i];
      const factor = kinds.signs[i] / Math.sqrt(kinds.counts[kind]);
      for (let j = 0; j < Q.columns; j++) {
        const value = Q.data[kind * Q.columns + j];
        if (value !== 0) out.push(row, component.columns[j], factor * value);
      }
    });
  }
  return SparseMatrix.fromCompressedRows(out.compress(columns.rows, columns.columns));
}

interface RowKinds {
  /** For each row its kind, and the sign that makes it equal to the kind's first row. */
  readonly of: Int32Array;
  readonly signs: Int8Array;
  /** For each kind its first row and how many rows are of it. */
  readonly firsts: readonly number[];
  readonly counts: readonly number[];
}

function differentRows({ rows, rowStarts, columnIndices, values }: CompressedRows): RowKinds {
  const compared = values.length <= LARGEST_COMPARED;
  const known = new Map<string, number>();
  const of = new Int32Array(rows);
  const signs = new Int8Array(rows);
  const firsts: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < rows; i++) {
    const [from, to] = [rowStarts[i], rowStarts[i + 1]];
    signs[i] = values[from] < 0 ? -1 : 1;
    let key = compared ? "" : String(i);
    for (let k = from; compared && k < to; k++)
      key += `${columnIndices[k]}:${signs[i] * values[k]} `;
    let kind = known.get(key);
    if (kind === undefined) {
      kind = firsts.push(i) - 1;
      known.set(key, kind);
      counts.push(0);
    }
    of[i] = kind;
    counts[kind]++;
  }
  return { of, signs, firsts, counts };
}

function orthonormal(rows: CompressedRows, { firsts, counts, signs }: RowKinds): Matrix {
  const dense = new Matrix(firsts.length, rows.columns);
  let largest = 0;
  for (const value of rows.values) largest = Math.max(largest, Math.abs(value));
  firsts.forEach((i, kind) => {
    const factor = (signs[i] * Math.sqrt(counts[kind])) / largest;
    for (let k = rows.rowStarts[i]; k < rows.rowStarts[i + 1]; k++) {
      dense.data[kind * rows.columns + rows.columnIndices[k]] = factor * rows.values[k];
    }
  });
  if (rows.columns === 1) return dense.scale(1 / dense.frobeniusNorm());
  return qrWithColumnPivoting(dense).Q;
}
