/**
 * Dense Float64 matrices, row-major, immutable in shape.
 *
 * | symbol | name here       | shape                                   |
 * | A      | Matrix          | rows × columns                          |
 * | a_ij   | at(i, j)        | data[i · columns + j]                   |
 * | A ⊗ B  | kronecker(B)    | (rows · B.rows) × (columns · B.columns) |
 * | A ⊕ B  | directSum(B)    | (rows + B.rows) × (columns + B.columns) |
 */
import { DomainError, ShapeError } from "../errors.js";

/** A column of Float64 numbers. */
export type Vector = Float64Array;

/** Side of the squares that are transposed one at a time: numbers of one line of the cache. */
const TILE = 8;

export class Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major entries, length rows · columns. */
  readonly data: Float64Array;

  /**
   * @throws ShapeError when `data` does not hold rows · columns numbers
   */
  constructor(rows: number, columns: number, data?: Float64Array) {
    if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 0 || columns < 0) {
      throw new ShapeError(
        `Matrix: got shape ${rows} × ${columns}; expected whole numbers that are not negative.`,
      );
    }
    if (data !== undefined && data.length !== rows * columns) {
      throw new ShapeError(
        `Matrix: got ${data.length} entries for shape ${rows} × ${columns}; expected ${rows * columns}.`,
      );
    }
    this.rows = rows;
    this.columns = columns;
    this.data = data ?? new Float64Array(rows * columns);
  }

  /** The matrix with the given rows. @throws ShapeError for ragged rows, DomainError for NaN or Infinity */
  static fromRows(rows: readonly (readonly number[] | Float64Array)[]): Matrix {
    const columns = rows[0]?.length ?? 0;
    const matrix = new Matrix(rows.length, columns);
    rows.forEach((row, i) => {
      if (row.length !== columns) {
        throw new ShapeError(
          `Matrix.fromRows: row ${i} has ${row.length} entries, row 0 has ${columns}; make all rows equally long.`,
        );
      }
      for (let j = 0; j < columns; j++) {
        if (!Number.isFinite(row[j])) {
          throw new DomainError(
            `Matrix.fromRows: entry (${i}, ${j}) is ${row[j]}; expected a finite number.`,
          );
        }
        matrix.data[i * columns + j] = row[j];
      }
    });
    return matrix;
  }

  static zeros(rows: number, columns: number = rows): Matrix {
    return new Matrix(rows, columns);
  }

  static identity(size: number): Matrix {
    const matrix = new Matrix(size, size);
    for (let i = 0; i < size; i++) matrix.data[i * size + i] = 1;
    return matrix;
  }

  static diagonal(entries: ArrayLike<number>): Matrix {
    const matrix = new Matrix(entries.length, entries.length);
    for (let i = 0; i < entries.length; i++) matrix.data[i * entries.length + i] = entries[i];
    return matrix;
  }

  at(row: number, column: number): number {
    return this.data[row * this.columns + column];
  }

  /** Row `index` as a view on the matrix's own numbers. */
  row(index: number): Vector {
    return this.data.subarray(index * this.columns, (index + 1) * this.columns);
  }

  /** Column `index` as a copy. */
  column(index: number): Vector {
    const out = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) out[i] = this.data[i * this.columns + index];
    return out;
  }

  clone(): Matrix {
    return new Matrix(this.rows, this.columns, this.data.slice());
  }

  transpose(): Matrix {
    const { rows, columns, data } = this;
    const out = new Matrix(columns, rows);
    for (let top = 0; top < rows; top += TILE) {
      const bottom = Math.min(rows, top + TILE);
      for (let left = 0; left < columns; left += TILE) {
        const right = Math.min(columns, left + TILE);
        for (let i = top; i < bottom; i++) {
          for (let j = left; j < right; j++) out.data[j * rows + i] = data[i * columns + j];
        }
      }
    }
    return out;
  }

  /** this + factor · other. */
  add(other: Matrix, factor = 1): Matrix {
    this.#requireSameShape(other, "add");
    const out = this.clone();
    for (let k = 0; k < out.data.length; k++) out.data[k] += factor * other.data[k];
    return out;
  }

  subtract(other: Matrix): Matrix {
    return this.add(other, -1);
  }

  scale(factor: number): Matrix {
    const out = this.clone();
    for (let k = 0; k < out.data.length; k++) out.data[k] *= factor;
    return out;
  }

  /** The product this · other. */
  multiply(other: Matrix): Matrix {
    if (this.columns !== other.rows) {
      throw new ShapeError(
        `Matrix.multiply: got ${this.rows} × ${this.columns} times ${other.rows} × ${other.columns}; the inner sizes must agree.`,
      );
    }
    const out = new Matrix(this.rows, other.columns);
    const width = other.columns;
    for (let i = 0; i < this.rows; i++) {
      for (let k = 0; k < this.columns; k++) {
        const factor = this.data[i * this.columns + k];
        if (factor === 0) continue;
        for (let j = 0; j < width; j++) {
          out.data[i * width + j] += factor * other.data[k * width + j];
        }
      }
    }
    return out;
  }

  /** The product this · vector. */
  apply(vector: ArrayLike<number>): Vector {
    if (vector.length !== this.columns) {
      throw new ShapeError(
        `Matrix.apply: got a vector of length ${vector.length} for ${this.rows} × ${this.columns}; expected ${this.columns}.`,
      );
    }
    const out = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) {
      let sum = 0;
      for (let j = 0; j < this.columns; j++) sum += this.data[i * this.columns + j] * vector[j];
      out[i] = sum;
    }
    return out;
  }

  kronecker(other: Matrix): Matrix {
    const out = new Matrix(this.rows * other.rows, this.columns * other.columns);
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j < this.columns; j++) {
        const factor = this.at(i, j);
        for (let p = 0; p < other.rows; p++) {
          for (let q = 0; q < other.columns; q++) {
            out.data[(i * other.rows + p) * out.columns + j * other.columns + q] =
              factor * other.at(p, q);
          }
        }
      }
    }
    return out;
  }

  directSum(other: Matrix): Matrix {
    const out = new Matrix(this.rows + other.rows, this.columns + other.columns);
    for (let i = 0; i < this.rows; i++) out.data.set(this.row(i), i * out.columns);
    for (let i = 0; i < other.rows; i++) {
      out.data.set(other.row(i), (this.rows + i) * out.columns + this.columns);
    }
    return out;
  }

  trace(): number {
    let sum = 0;
    for (let i = 0; i < Math.min(this.rows, this.columns); i++) sum += this.at(i, i);
    return sum;
  }

  frobeniusNorm(): number {
    const largest = this.maxAbs();
    return largest === 0 ? 0 : scaledNorm(this.data, largest);
  }

  /** The largest absolute entry; 0 for an empty matrix. */
  maxAbs(): number {
    let largest = 0;
    for (const value of this.data) largest = Math.max(largest, Math.abs(value));
    return largest;
  }

  /** Largest absolute difference of entries. */
  maxDifference(other: Matrix): number {
    this.#requireSameShape(other, "maxDifference");
    let largest = 0;
    for (let k = 0; k < this.data.length; k++) {
      largest = Math.max(largest, Math.abs(this.data[k] - other.data[k]));
    }
    return largest;
  }

  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }

  toString(): string {
    const rows = this.toRows().map((row) => row.map((x) => x.toPrecision(5)).join("  "));
    return `Matrix ${this.rows} × ${this.columns}\n${rows.join("\n")}`;
  }

  #requireSameShape(other: Matrix, method: string): void {
    if (this.rows !== other.rows || this.columns !== other.columns) {
      throw new ShapeError(
        `Matrix.${method}: got ${other.rows} × ${other.columns}; expected ${this.rows} × ${this.columns}.`,
      );
    }
  }
}

/** √Σx² without overflow or underflow: scaled by the largest entry. */
function scaledNorm(values: Float64Array, largest: number): number {
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}
