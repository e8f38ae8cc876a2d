/**
 * Sparse Float64 matrices by compressed rows, immutable.
 *
 * | symbol | name here                      | shape                                        |
 * | A      | SparseMatrix                   | rows × columns                               |
 * |        | rowStarts                      | rows + 1; row i is entries rowStarts[i] …    |
 * |        | columnIndices, values          | one for each entry, columns ascending        |
 *
 * An entry stands at most once; entries that add up to exactly zero are left out.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";

/** Row, column and value. */
export type SparseEntry = readonly [row: number, column: number, value: number];

export class SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;

  private constructor(
    rows: number,
    columns: number,
    rowStarts: Int32Array,
    columnIndices: Int32Array,
    values: Float64Array,
  ) {
    this.rows = rows;
    this.columns = columns;
    this.rowStarts = rowStarts;
    this.columnIndices = columnIndices;
    this.values = values;
  }

  /**
   * The matrix with these entries, in any order; those at one place are added.
   * @throws ShapeError for a shape that is no whole numbers or an entry outside it,
   *   DomainError for NaN or Infinity
   */
  static fromEntries(rows: number, columns: number, entries: Iterable<SparseEntry>): SparseMatrix {
    if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 0 || columns < 0) {
      throw new ShapeError(
        `SparseMatrix.fromEntries: got shape ${rows} × ${columns}; expected whole numbers that are not negative.`,
      );
    }
    const byRow: Map<number, number>[] = Array.from({ length: rows }, () => new Map());
    for (const [i, j, value] of entries) {
      if (!(i >= 0 && i < rows && j >= 0 && j < columns && Number.isInteger(i + j))) {
        throw new ShapeError(
          `SparseMatrix.fromEntries: got an entry at (${i}, ${j}); expected a place in ${rows} × ${columns}.`,
        );
      }
      if (!Number.isFinite(value)) {
        throw new DomainError(
          `SparseMatrix.fromEntries: entry (${i}, ${j}) is ${value}; expected a finite number.`,
        );
      }
      byRow[i].set(j, (byRow[i].get(j) ?? 0) + value);
    }
    const kept = byRow.map((row) =>
      [...row].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b),
    );
    const rowStarts = new Int32Array(rows + 1);
    kept.forEach((row, i) => {
      rowStarts[i + 1] = rowStarts[i] + row.length;
    });
    const flat = kept.flat();
    return new SparseMatrix(
      rows,
      columns,
      rowStarts,
      Int32Array.from(flat, ([j]) => j),
      Float64Array.from(flat, ([, value]) => value),
    );
  }

  /** The entries of a dense matrix that are not zero. @throws DomainError for NaN or Infinity */
  static fromDense(matrix: Matrix): SparseMatrix {
    const { rows, columns, data } = matrix;
    const entries = function* (): Generator<SparseEntry> {
      for (let k = 0; k < data.length; k++) {
        if (data[k] !== 0) yield [Math.floor(k / columns), k % columns, data[k]];
      }
    };
    return SparseMatrix.fromEntries(rows, columns, entries());
  }

  static identity(size: number): SparseMatrix {
    return SparseMatrix.fromEntries(
      size,
      size,
      Array.from({ length: size }, (_, i): SparseEntry => [i, i, 1]),
    );
  }

  /** The blocks on top of each other. @throws ShapeError for no block, or for blocks of different widths */
  static stack(blocks: readonly SparseMatrix[]): SparseMatrix {
    const columns = blocks[0]?.columns;
    if (columns === undefined || blocks.some((block) => block.columns !== columns)) {
      throw new ShapeError(
        `SparseMatrix.stack: got blocks with ${blocks.map((block) => block.columns).join(", ") || "no"} columns; expected at least one block, and all equally wide.`,
      );
    }
    let offset = 0;
    const entries: SparseEntry[] = [];
    for (const block of blocks) {
      for (const [i, j, value] of block.entries()) entries.push([offset + i, j, value]);
      offset += block.rows;
    }
    return SparseMatrix.fromEntries(offset, columns, entries);
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
    const entries = terms.flatMap((term, k) =>
      [...term.entries()].map(([i, j, value]): SparseEntry => [i, j, factors[k] * value]),
    );
    return SparseMatrix.fromEntries(first.rows, first.columns, entries);
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
    const turned = [...this.entries()].map(([i, j, value]): SparseEntry => [j, i, value]);
    return SparseMatrix.fromEntries(this.columns, this.rows, turned);
  }

  scale(factor: number): SparseMatrix {
    return SparseMatrix.combine([this], [factor]);
  }

  /** A x. @throws ShapeError */
  apply(x: ArrayLike<number>): Float64Array {
    this.#requireLength("apply", x.length, this.columns);
    const out = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      let sum = 0;
      for (let k = this.rowStarts[i]; k < this.rowStarts[i + 1]; k++) {
        sum += this.values[k] * x[this.columnIndices[k]];
      }
      out[i] = sum;
    }
    return out;
  }

  /** Aᵀ y. @throws ShapeError */
  applyTranspose(y: ArrayLike<number>): Float64Array {
    this.#requireLength("applyTranspose", y.length, this.rows);
    const out = new Float64Array(this.columns);
    for (let i = 0; i < this.rows; i++) {
      for (let k = this.rowStarts[i]; k < this.rowStarts[i + 1]; k++) {
        out[this.columnIndices[k]] += this.values[k] * y[i];
      }
    }
    return out;
  }

  /** A · other, for a dense matrix. @throws ShapeError */
  multiply(other: Matrix): Matrix {
    this.#requireLength("multiply", other.rows, this.columns);
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
    for (const [i, j, value] of this.entries()) out.data[i * this.columns + j] = value;
    return out;
  }

  #requireLength(method: string, got: number, expected: number): void {
    if (got !== expected) {
      throw new ShapeError(
        `SparseMatrix.${method}: got length ${got} for ${this.rows} × ${this.columns}; expected ${expected}.`,
      );
    }
  }
}
