import { Matrix } from "../matrix.js";

/** Columns from … to − 1 of a matrix, as a copy. */
export function columnRange(matrix: Matrix, from: number, to: number): Matrix {
  const out = new Matrix(matrix.rows, to - from);
  for (let i = 0; i < matrix.rows; i++) {
    out.data.set(matrix.row(i).subarray(from, to), i * out.columns);
  }
  return out;
}
