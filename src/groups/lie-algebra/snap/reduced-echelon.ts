/**
 * The reduced row echelon form of the row space of a matrix. Pivots are taken in the
 * first column that is large enough, so that noise does not choose them, and each is
 * 1, alone in its column.
 */
import type { Matrix } from "../../../numerics/index.js";

/** A column is large enough at this size, relative to the largest. */
const PIVOT_THRESHOLD = 0.5;

/** Rows of the form, by pivot column; the rows of `A` must be independent. */
export function reducedEchelon(A: Matrix): Float64Array[] {
  const rows = Array.from({ length: A.rows }, (_, i) => Float64Array.from(A.row(i)));
  const pivots = new Map<Float64Array, number>();
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const open = rows.slice(pivot);
    const sizes = Array.from({ length: A.columns }, (_, j) =>
      Math.hypot(...open.map((row) => row[j])),
    );
    const largest = Math.max(...sizes);
    const column = sizes.findIndex((size) => size >= PIVOT_THRESHOLD * largest);
    const from = open.reduce(
      (best, row, k) => (Math.abs(row[column]) > Math.abs(open[best][column]) ? k : best),
      0,
    );
    [rows[pivot], rows[pivot + from]] = [rows[pivot + from], rows[pivot]];
    const lead = rows[pivot];
    const size = lead[column];
    for (let j = 0; j < lead.length; j++) lead[j] /= size;
    rows.forEach((row, i) => {
      if (i === pivot) return;
      const factor = row[column];
      for (let j = 0; j < row.length; j++) row[j] -= factor * lead[j];
    });
    pivots.set(lead, column);
  }
  return rows.sort((a, b) => pivots.get(a)! - pivots.get(b)!);
}
