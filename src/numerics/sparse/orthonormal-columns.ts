/**
 * An orthonormal basis of the span of sparse independent columns, as sparse as its
 * connected components allow: columns that share no row are orthogonal already.
 * Memory: for the largest component its rows times its columns, densely.
 */
import { qrWithColumnPivoting } from "../linear-algebra/pivoted-qr.js";
import { Matrix } from "../matrix.js";
import { connectedComponents } from "./components.js";
import { Triplets } from "./compressed-rows.js";
import { SparseMatrix } from "./sparse-matrix.js";

/** @param columns n × k of rank k; the law: the result Q has QᵀQ = I and the same span */
export function orthonormalColumns(columns: SparseMatrix): SparseMatrix {
  const used: number[] = [];
  for (let i = 0; i < columns.rows; i++) {
    if (columns.rowStarts[i] < columns.rowStarts[i + 1]) used.push(i);
  }
  const out = new Triplets(columns.nonZeros);
  for (const component of connectedComponents(columns, used)) {
    const { rows, matrix } = component;
    const width = component.columns.length;
    const dense = new Matrix(rows.length, width);
    let largest = 0;
    for (const value of matrix.values) largest = Math.max(largest, Math.abs(value));
    for (let i = 0; i < rows.length; i++) {
      for (let k = matrix.rowStarts[i]; k < matrix.rowStarts[i + 1]; k++) {
        dense.data[i * width + matrix.columnIndices[k]] = matrix.values[k] / largest;
      }
    }
    const Q = width === 1 ? dense.scale(1 / dense.frobeniusNorm()) : qrWithColumnPivoting(dense).Q;
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < width; j++) {
        const value = Q.data[i * width + j];
        if (value !== 0) out.push(rows[i], component.columns[j], value);
      }
    }
  }
  return SparseMatrix.fromCompressedRows(out.compress(columns.rows, columns.columns));
}
