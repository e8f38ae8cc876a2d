/**
 * The kernel of one connected component modulo p, by Gaussian elimination on dense rows.
 *
 * Rows that are multiples of each other count once. The different ones are inserted as
 * they are, shortest first, while they are not many more than the unknowns. Beyond that
 * they are added with random factors into about as many sums as there are unknowns, and
 * random sums of all rows follow until one is already implied. By bad luck (probability
 * about 1/p) the rank found is too small; it is never too large, and the exact
 * verification of the result finds out.
 *
 * Columns come in the order in which they should be eliminated: those first that
 * stand in few other rows, so that little is filled in.
 */
import { DomainError } from "../../../errors.js";
import { RandomStream } from "../../random/random-stream.js";
import { type CompressedRows, chooseRows } from "../compressed-rows.js";
import type { PrimeField } from "./prime-field.js";

/** A component with more unknowns would take over two gigabytes. */
const LARGEST_DENSE_COMPONENT = 16_000;

/** So many rows for each unknown are inserted one by one, since that keeps them sparse. */
const DIRECT_SHARE = 4;

/** Rows with more entries altogether are not compared. */
const LARGEST_COMPARED = 2_000_000;

/** What the rows of one component say: x_pivot = Σ coefficients · x_free. */
export interface DenseKernel {
  readonly pivots: readonly number[];
  readonly free: readonly number[];
  /** For each pivot a row with one residue for each free column. */
  readonly coefficients: readonly Float64Array[];
}

/**
 * @param rows none of them empty
 * @throws DomainError for a component beyond LARGEST_DENSE_COMPONENT
 */
export function denseKernel(rows: CompressedRows, field: PrimeField, seed: number): DenseKernel {
  if (rows.columns > LARGEST_DENSE_COMPONENT) {
    throw new DomainError(
      `exactNullSpace: ${rows.columns} unknowns remain coupled after what could be eliminated sparsely; expected at most ${LARGEST_DENSE_COMPONENT}. Give the constraints in blocks, or split the problem.`,
    );
  }
  const echelon = new Echelon(rows.columns, field);
  const different = differentRows(rows, field);
  if (different.length <= DIRECT_SHARE * rows.columns) {
    const length = (i: number): number => rows.rowStarts[i + 1] - rows.rowStarts[i];
    different.sort((i, j) => length(i) - length(j) || i - j);
    for (const i of different) {
      if (echelon.full) break;
      echelon.insert(denseRow(rows, i));
    }
  } else {
    insertSums(chooseRows(rows, different), echelon, field, RandomStream.fromSeed(seed));
  }
  return echelon.kernel();
}

/** The first of all rows that are multiples of each other; all rows where comparing would take too much memory. */
function differentRows(rows: CompressedRows, field: PrimeField): number[] {
  const { rowStarts, columnIndices, values } = rows;
  if (values.length > LARGEST_COMPARED) return Array.from({ length: rows.rows }, (_, i) => i);
  const known = new Map<string, number>();
  for (let i = 0; i < rows.rows; i++) {
    const factor = field.inverse(values[rowStarts[i]]);
    let key = "";
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      key += `${columnIndices[k]}:${field.multiply(factor, values[k])} `;
    }
    if (!known.has(key)) known.set(key, i);
  }
  return [...known.values()];
}

function denseRow(rows: CompressedRows, i: number): Float64Array {
  const out = new Float64Array(rows.columns);
  for (let k = rows.rowStarts[i]; k < rows.rowStarts[i + 1]; k++) {
    out[rows.columnIndices[k]] = rows.values[k];
  }
  return out;
}

function insertSums(
  rows: CompressedRows,
  echelon: Echelon,
  field: PrimeField,
  random: RandomStream,
): void {
  const buckets = rows.columns + 16;
  for (let bucket = 0; bucket < buckets && !echelon.full; bucket++) {
    const sum = new Float64Array(rows.columns);
    for (let i = bucket; i < rows.rows; i += buckets) {
      addRow(sum, rows, i, 1 + random.integer(field.prime - 1), field);
    }
    echelon.insert(sum);
  }
  for (let news = true; news && !echelon.full; ) {
    const sum = new Float64Array(rows.columns);
    for (let i = 0; i < rows.rows; i++) addRow(sum, rows, i, random.integer(field.prime), field);
    news = echelon.insert(sum);
  }
}

function addRow(
  sum: Float64Array,
  rows: CompressedRows,
  i: number,
  factor: number,
  field: PrimeField,
): void {
  for (let k = rows.rowStarts[i]; k < rows.rowStarts[i + 1]; k++) {
    const j = rows.columnIndices[k];
    sum[j] = field.reduce(sum[j] + factor * rows.values[k]);
  }
}

/** Rows in echelon form, each with 1 at its pivot and 0 before it. */
class Echelon {
  readonly #rows: (Float64Array | undefined)[];
  readonly #field: PrimeField;
  #rank = 0;

  constructor(columns: number, field: PrimeField) {
    this.#rows = new Array(columns).fill(undefined);
    this.#field = field;
  }

  get full(): boolean {
    return this.#rank === this.#rows.length;
  }

  /** Takes the row over; false when the rows before imply it. */
  insert(row: Float64Array): boolean {
    const field = this.#field;
    for (let j = 0; j < row.length; j++) {
      if (row[j] === 0) continue;
      const pivotRow = this.#rows[j];
      if (pivotRow === undefined) {
        const factor = field.inverse(row[j]);
        if (factor !== 1) {
          for (let k = j; k < row.length; k++) row[k] = field.reduce(row[k] * factor);
        }
        this.#rows[j] = row;
        this.#rank++;
        return true;
      }
      field.addMultiple(row, pivotRow, field.prime - row[j], j);
    }
    return false;
  }

  kernel(): DenseKernel {
    const field = this.#field;
    const columns = Array.from(this.#rows, (_, j) => j);
    const pivots = columns.filter((j) => this.#rows[j] !== undefined);
    const free = columns.filter((j) => this.#rows[j] === undefined);
    const solved: Float64Array[] = new Array(columns.length);
    for (const pivot of [...pivots].reverse()) {
      const row = this.#rows[pivot]!;
      const out = Float64Array.from(free, (j) => field.negate(row[j]));
      if (free.length > 0) {
        for (let j = pivot + 1; j < row.length; j++) {
          if (row[j] !== 0 && solved[j] !== undefined) {
            field.addMultiple(out, solved[j], field.prime - row[j], 0);
          }
        }
      }
      solved[pivot] = out;
    }
    return { pivots, free, coefficients: pivots.map((pivot) => solved[pivot]) };
  }
}
