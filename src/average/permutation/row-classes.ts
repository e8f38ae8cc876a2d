/**
 * Rows that are equal, exactly or up to a tolerance, and the lexicographic order of the
 * others. The numbers of each column are taken together by the gaps between them.
 */
import { DomainError } from "../../errors.js";
import { gapClusters, type Matrix, requireFinite } from "../../numerics/index.js";

export interface RowClasses {
  /** Class of each row; classes are numbered lexicographically from 0. */
  readonly classes: Int32Array;
  readonly count: number;
  /** The smallest gap that separates two numbers of a column; Infinity where there is none. */
  readonly separation: number;
  /** The largest gap that the tolerance bridged. */
  readonly spread: number;
  /** Class of each row by its first column alone; all 0 without columns. */
  readonly first: Int32Array;
}

/**
 * @param threshold the largest step that links two numbers of a column, from the largest
 *   absolute number of that column
 * @throws DomainError for NaN or Infinity
 */
export function rowClasses(
  caller: string,
  argument: string,
  rows: Matrix,
  threshold: (largest: number) => number,
): RowClasses {
  requireFinite(caller, argument, rows);
  let classes: Int32Array = new Int32Array(rows.rows);
  let first = classes;
  let count = Math.min(1, rows.rows);
  let separation = Number.POSITIVE_INFINITY;
  let spread = 0;
  for (let j = 0; j < rows.columns; j++) {
    const column = rows.column(j);
    let largest = 0;
    for (const value of column) largest = Math.max(largest, Math.abs(value));
    const clusters = gapClusters(column, threshold(largest));
    separation = Math.min(separation, clusters.separation);
    spread = Math.max(spread, clusters.spread);
    // Classes so far are the leading digit, so that their order is lexicographic.
    const pairs = Float64Array.from(classes, (c, i) => c * clusters.count + clusters.classes[i]);
    const refined = gapClusters(pairs, 0);
    classes = refined.classes;
    count = refined.count;
    if (j === 0) first = classes;
  }
  return { classes, count, separation, spread, first };
}

/** @throws DomainError unless 0 ≤ tolerance < 1 */
export function requireTolerance(caller: string, tolerance: number): void {
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new DomainError(
      `${caller}: tolerance is ${tolerance}; expected a number in [0, 1), relative to the largest value.`,
    );
  }
}

/** How many members each class has. */
export function classSizes(classes: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (const c of classes) sizes[c]++;
  return sizes;
}

/** ∏ m!, the orders of the members within their classes. */
export function ordersWithin(sizes: Iterable<number>): bigint {
  let product = 1n;
  for (const size of sizes) for (let k = 2; k <= size; k++) product *= BigInt(k);
  return product;
}
