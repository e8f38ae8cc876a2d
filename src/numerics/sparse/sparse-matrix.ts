/**
 * Sparse Float64 matrices by compressed rows, immutable.
 *
 * | symbol | name here              | shape                                           |
 * | A      | SparseMatrix           | rows × columns                                  |
 * |        | rowStarts              | rows + 1; row i is entries rowStarts[i] …       |
 * |        | columnIndices, values  | one for each entry, columns ascending           |
 * | A ⊗ B  | kronecker(B)           | (rows · B.rows) × (columns · B.columns)         |
 *
 * An entry stands at most once; entries that add up to exactly zero are left out.
 * Everything here takes time linear in the numbers of entries, rows and columns.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import { requireCompressedRows } from "./check-rows.js";
import {
  type CompressedRows,
  chooseRows,
  combineRows,
  directSumRows,
  kroneckerRows,
  stackRows,
  Triplets,
  transposeRows,
} from "./compressed-rows.js";

/** Row, column and value. */
export type SparseEntry = readonly [row: number, column: number, value: number];

export class SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;

  private constructor(parts: CompressedRows) {
    this.rows = parts.rows;
    this.columns = parts.columns;
    this.rowStarts = parts.rowStarts;
    this.columnIndices = parts.columnIndices;
    this.values = parts.values;
  }

  /**
   * The matrix with these entries, in any order; those at one place are added.
   * @throws ShapeError for a shape that is no whole numbers or an entry outside it,
   *   DomainError for NaN or Infinity
   */
  static fromEntries(rows: number, columns: number, entries: Iterable<SparseEntry>): SparseMatrix {
    requireShape("fromEntries", rows, columns);
    const triplets = new Triplets(Array.isArray(entries) ? entries.length : 16);
    for (const [i, j, value] of entries) {
      if (!(i >= 0 && i < rows && j >= 0 && j < columns && (i | 0) === i && (j | 0) === j)) {
        throw new ShapeError(
          `SparseMatrix.fromEntries: got an entry at (${i}, ${j}); expected a place in ${rows} × ${columns}.`,
        );
      }
      if (!Number.isFinite(value)) {
        throw new DomainError(
          `SparseMatrix.fromEntries: entry (${i}, ${j}) is ${value}; expected a finite number.`,
        );
      }
      triplets.push(i, j, value);
    }
    return new SparseMatrix(triplets.compress(rows, columns));
  }

  /**
   * The matrix that stands in these arrays, which are kept, not copied.
   * @throws ShapeError when they do not describe one; DomainError for NaN or Infinity
   */
  static fromCompressedRows(parts: CompressedRows): SparseMatrix {
    requireShape("fromCompressedRows", parts.rows, parts.columns);
    requireCompressedRows("SparseMatrix.fromCompressedRows", parts);
    return new SparseMatrix(parts);
  }

  /** The entries of a dense matrix that are not zero. @throws DomainError for NaN or Infinity */
  static fromDense(matrix: Matrix): SparseMatrix {
    const { rows, columns, data } = matrix;
    const triplets = new Triplets();
    for (let k = 0; k < data.length; k++) {
      if (data[k] === 0) continue;
      const [i, j] = [Math.floor(k / columns), k % columns];
      if (!Number.isFinite(data[k])) {
        throw new DomainError(
          `SparseMatrix.fromDense: entry (${i}, ${j}) is ${data[k]}; expected a finite number.`,
        );
      }
      triplets.push(i, j, data[k]);
    }
    return new SparseMatrix(triplets.compress(rows, columns));
  }

  static identity(size: number): SparseMatrix {
    requireShape("identity", size, size);
    return new SparseMatrix({
      rows: size,
      columns: size,
      rowStarts: Int32Array.from({ length: size + 1 }, (_, i) => i),
      columnIndices: Int32Array.from({ length: size }, (_, i) => i),
      values: new Float64Array(size).fill(1),
    });
  }

  /** The blocks on top of each other. @throws ShapeError for no block, or for blocks of different widths */
  static stack(blocks: readonly SparseMatrix[]): SparseMatrix {
    const columns = blocks[0]?.columns;
    if (columns === undefined || blocks.some((block) => block.columns !== columns)) {
      throw new ShapeError(
        `SparseMatrix.stack: got blocks with ${blocks.map((block) => block.columns).join(", ") || "no"} columns; expected at least one block, and all equally wide.`,
      );
    }
    return new SparseMatrix(stackRows(blocks, columns));
  }

  /** The blocks along the diagonal; without any, 0 × 0. */
  static directSum(blocks: readonly SparseMatrix[]): SparseMatrix {
    return new SparseMatrix(directSumRows(blocks));
  }

  /** Σ factors[k] · terms[k]. @throws ShapeError unless all have one shape and there are as many factors */
  static combine(terms: readonly SparseMatrix[], factors: ArrayLike<number>): SparseMatrix {
    const first = terms[0];
    const fits = (term: SparseMatrix) => term.rows === first.rows && term.columns === first.columns;
    if (terms.length === 0 || terms.length !== factors.length || !terms.every(fits)) {
      throw new ShapeError(
        `SparseMatrix.combine: got ${terms.length} matrices, ${terms.map((t) => `${t.rows} × ${t.columns}`).join(", ")}, and ${factors.length} factors; expected one factor for each, and one shape.`,
      );
    }
    for (let k = 0; k < factors.length; k++) {
      if (!Number.isFinite(factors[k])) {
        throw new DomainError(
          `SparseMatrix.combine: factors[${k}] is ${factors[k]}; expected a finite number.`,
        );
      }
    }
    return new SparseMatrix(combineRows(terms, factors));
  }

  get nonZeros(): number {
    return this.values.length;
  }

  /** All entries, row by row. */
  *entries(): Generator<SparseEntry> {
    for (let i = 0; i < this.rows; i++) {
      for (let k = this.rowStarts[i]; k < this.rowStarts[i + 1]; k++) {
        yield [i, this.columnIndices[k], this.values[k]];
      }
    }
  }

  transpose(): SparseMatrix {
    return new SparseMatrix(transposeRows(this));
  }

  /** this + factor · other. @throws ShapeError for another shape */
  add(other: SparseMatrix, factor = 1): SparseMatrix {
    return SparseMatrix.combine([this, other], [1, factor]);
  }

  scale(factor: number): SparseMatrix {
    return SparseMatrix.combine([this], [factor]);
  }

  kronecker(other: SparseMatrix): SparseMatrix {
    requireShape("kronecker", this.rows * other.rows, this.columns * other.columns);
    return new SparseMatrix(kroneckerRows(this, other));
  }

  /** The chosen rows, in that order; one may be chosen more than once. @throws ShapeError for a row that is not there */
  selectRows(chosen: ArrayLike<number>): SparseMatrix {
    for (let k = 0; k < chosen.length; k++) {
      if (!(Number.isInteger(chosen[k]) && chosen[k] >= 0 && chosen[k] < this.rows)) {
        throw new ShapeError(
          `SparseMatrix.selectRows: chosen[${k}] is ${chosen[k]}; expected a row from 0 to ${this.rows - 1}.`,
        );
      }
    }
    return new SparseMatrix(chooseRows(this, chosen));
  }

  /** A x. @throws ShapeError */
  apply(x: ArrayLike<number>): Float64Array {
    requireLength("apply", this, x.length, this.columns);
    const { rowStarts, columnIndices, values } = this;
    const out = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      let sum = 0;
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) sum += values[k] * x[columnIndices[k]];
      out[i] = sum;
    }
    return out;
  }

  /** Aᵀ y. @throws ShapeError */
  applyTranspose(y: ArrayLike<number>): Float64Array {
    requireLength("applyTranspose", this, y.length, this.rows);
    const { rowStarts, columnIndices, values } = this;
    const out = new Float64Array(this.columns);
    for (let i = 0; i < this.rows; i++) {
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++)
        out[columnIndices[k]] += values[k] * y[i];
    }
    return out;
  }

  /** A · other, for a dense matrix. @throws ShapeError */
  multiply(other: Matrix): Matrix {
    requireLength("multiply", this, other.rows, this.columns);
    const out = new Matrix(this.rows, other.columns);
    for (let i = 0; i < this.rows; i++) {
      const row = out.row(i);
      for (let k = this.rowStarts[i]; k < this.rowStarts[i + 1]; k++) {
        const source = other.row(this.columnIndices[k]);
        const value = this.values[k];
        for (let j = 0; j < row.length; j++) row[j] += value * source[j];
      }
    }
    return out;
  }

  toDense(): Matrix {
    const out = new Matrix(this.rows, this.columns);
    for (let i = 0; i < this.rows; i++) {
      const row = out.row(i);
      for (let k = this.rowStarts[i]; k < this.rowStarts[i + 1]; k++) {
        row[this.columnIndices[k]] = this.values[k];
      }
    }
    return out;
  }
}

function requireShape(method: string, rows: number, columns: number): void {
  const fits = (size: number): boolean => Number.isInteger(size) && size >= 0 && size < 2 ** 31;
  if (fits(rows) && fits(columns)) return;
  throw new ShapeError(
    `SparseMatrix.${method}: got shape ${rows} × ${columns}; expected whole numbers that are not negative, below 2^31.`,
  );
}

function requireLength(method: string, of: SparseMatrix, got: number, expected: number): void {
  if (got === expected) return;
  throw new ShapeError(
    `SparseMatrix.${method}: got length ${got} for ${of.rows} × ${of.columns}; expected ${expected}.`,
  );
}
