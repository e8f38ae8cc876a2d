/**
 * The linear map from a model's coefficients to its Lie derivatives, as the solvers of
 * this folder use it (Otto, Zolman, Kutz, Brunton, arXiv 2311.00212).
 *
 * | symbol | name here       | shape                                                        |
 * | w      |                 | P                                                            |
 * | C_p    |                 | K × P, coefficients of L_{ξ_p}F from w                       |
 * | S      | stacked         | (q·K) × P, the C_p one under the other                       |
 * | R      | root            | rows × K, upper trapezoidal, ‖R c‖² = ∫|Σ c_k φ_k|² dμ       |
 * | L(w)   | apply(w)        | rows × q by columns: column p is R C_p w                     |
 * | Lᵀ(X)  | adjoint(X)      | P                                                            |
 * | H      | gram()          | P × P, wᵀ H w = ‖L(w)‖_F²                                    |
 *
 * Law: ⟨L(w), X⟩ = ⟨w, Lᵀ(X)⟩. The nuclear norm does not see an orthogonal factor on the
 * left of L(w), so that a root of any number of rows is compressed by QR without loss.
 */
import { DomainError, ShapeError } from "../../errors.js";
import {
  Matrix,
  qrWithColumnPivoting,
  type SparseEntry,
  SparseMatrix,
  type Vector,
} from "../../numerics/index.js";

/** |R_kk| below this share of the largest one counts as zero: such a row adds nothing. */
const ROOT_TOLERANCE = 1e-14;

export class LieOperator {
  readonly stacked: SparseMatrix;
  /** Absent where it is the identity. */
  readonly root: Matrix | undefined;
  readonly generators: number;
  readonly parameters: number;
  /** K, without the coefficients that no generator reaches. */
  readonly coefficients: number;
  readonly rows: number;
  readonly #rootTransposed: Matrix | undefined;
  #gram: Matrix | undefined;

  private constructor(stacked: SparseMatrix, generators: number, root: Matrix | undefined) {
    this.stacked = stacked;
    this.root = root;
    this.generators = generators;
    this.parameters = stacked.columns;
    this.coefficients = generators === 0 ? 0 : stacked.rows / generators;
    this.rows = root?.rows ?? this.coefficients;
    this.#rootTransposed = root?.transpose();
  }

  /**
   * @param blocks the C_p, K × P each; none for an algebra without generators
   * @param root any × K; default the identity
   * @throws ShapeError for blocks of different shapes, or a root of another width;
   *   DomainError for a root that is not finite
   */
  static from(blocks: readonly SparseMatrix[], parameters: number, root?: Matrix): LieOperator {
    const [K, P] = [blocks[0]?.rows ?? 0, parameters];
    const odd = blocks.findIndex((block) => block.rows !== K || block.columns !== P);
    if (odd >= 0) {
      throw new ShapeError(
        `LieOperator.from: block ${odd} is ${blocks[odd].rows} × ${blocks[odd].columns}; expected ${K} × ${P}, as the first block and the number of parameters have it.`,
      );
    }
    if (root !== undefined && blocks.length > 0 && root.columns !== K) {
      throw new ShapeError(
        `LieOperator.from: got a root with ${root.columns} columns; expected ${K}, one for each coefficient of a Lie derivative.`,
      );
    }
    const reached = new Uint8Array(K);
    for (const block of blocks) {
      for (let k = 0; k < K; k++) if (block.rowStarts[k + 1] > block.rowStarts[k]) reached[k] = 1;
    }
    let order = Array.from({ length: K }, (_, k) => k).filter((k) => reached[k] === 1);
    let compressed: Matrix | undefined;
    if (root !== undefined && blocks.length > 0) {
      const { R, permutation } = qrWithColumnPivoting(columnsOf(root, order));
      order = Array.from(permutation, (k) => order[k]);
      compressed = withoutZeroRows(R);
    }
    const place = new Int32Array(K).fill(-1);
    order.forEach((k, at) => {
      place[k] = at;
    });
    const moved = blocks.map((block) => {
      const entries = [...block.entries()];
      const rows = entries.map(([k, j, value]): SparseEntry => [place[k], j, value]);
      return SparseMatrix.fromEntries(order.length, P, rows);
    });
    return LieOperator.compressed(moved, P, compressed);
  }

  /** From blocks without empty rows and an upper trapezoidal root, as they are. @throws ShapeError */
  static compressed(
    blocks: readonly SparseMatrix[],
    parameters: number,
    root?: Matrix,
  ): LieOperator {
    const empty = SparseMatrix.fromEntries(0, parameters, []);
    const stacked = blocks.length === 0 ? empty : SparseMatrix.stack(blocks);
    return new LieOperator(stacked, blocks.length, root);
  }

  /** L(w) = w, as one column. */
  static identity(parameters: number): LieOperator {
    const entries = Array.from({ length: parameters }, (_, i): SparseEntry => [i, i, 1]);
    const block = SparseMatrix.fromEntries(parameters, parameters, entries);
    return LieOperator.compressed([block], parameters);
  }

  /** The C_p of the coefficients that are reached, in the root's order. */
  blocks(): SparseMatrix[] {
    const { coefficients: K, stacked } = this;
    return Array.from({ length: this.generators }, (_, p) => {
      const entries: SparseEntry[] = [];
      for (let k = 0; k < K; k++) {
        const [from, to] = [stacked.rowStarts[p * K + k], stacked.rowStarts[p * K + k + 1]];
        for (let at = from; at < to; at++) {
          entries.push([k, stacked.columnIndices[at], stacked.values[at]]);
        }
      }
      return SparseMatrix.fromEntries(K, this.parameters, entries);
    });
  }

  /** L(w) by columns, rows · q numbers. @throws ShapeError */
  apply(w: ArrayLike<number>): Vector {
    const coefficients = this.stacked.apply(w);
    return this.#byColumns(this.root, coefficients, this.coefficients, this.rows);
  }

  /** Lᵀ(X) for X by columns. @throws ShapeError */
  adjoint(X: ArrayLike<number>): Vector {
    if (X.length !== this.rows * this.generators) {
      throw new ShapeError(
        `LieOperator.adjoint: got ${X.length} numbers; expected ${this.rows} × ${this.generators}.`,
      );
    }
    const coefficients = this.#byColumns(this.#rootTransposed, X, this.rows, this.coefficients);
    return this.stacked.applyTranspose(coefficients);
  }

  /** L(w), rows × q. @throws ShapeError */
  matrix(w: ArrayLike<number>): Matrix {
    return new Matrix(this.generators, this.rows, this.apply(w)).transpose();
  }

  /** H = Σ_p C_pᵀ RᵀR C_p, computed once. */
  gram(): Matrix {
    this.#gram ??= this.#computeGram();
    return this.#gram;
  }

  #computeGram(): Matrix {
    const { parameters: P, coefficients: K, stacked } = this;
    const out = new Matrix(P, P);
    const product = new Matrix(K, P);
    const weight = this.root?.transpose().multiply(this.root);
    for (let p = 0; p < this.generators; p++) {
      product.data.fill(0);
      const eachEntry = (visit: (k: number, j: number, value: number) => void): void => {
        for (let k = 0; k < K; k++) {
          const row = p * K + k;
          for (let at = stacked.rowStarts[row]; at < stacked.rowStarts[row + 1]; at++) {
            visit(k, stacked.columnIndices[at], stacked.values[at]);
          }
        }
      };
      eachEntry((k, j, value) => {
        if (!weight) product.data[k * P + j] += value;
        else for (let i = 0; i < K; i++) product.data[i * P + j] += weight.data[i * K + k] * value;
      });
      eachEntry((k, j, value) => {
        const target = out.row(j);
        const source = product.row(k);
        for (let i = 0; i < P; i++) target[i] += value * source[i];
      });
    }
    return out;
  }

  /** factor · X for each of the q columns of X. */
  #byColumns(factor: Matrix | undefined, X: ArrayLike<number>, from: number, to: number): Vector {
    const out = new Float64Array(to * this.generators);
    for (let p = 0; p < this.generators; p++) {
      for (let i = 0; i < to; i++) {
        let sum = factor ? 0 : X[p * from + i];
        if (factor) {
          for (let k = 0; k < from; k++) sum += factor.data[i * from + k] * X[p * from + k];
        }
        out[p * to + i] = sum;
      }
    }
    return out;
  }
}

function columnsOf(matrix: Matrix, indices: readonly number[]): Matrix {
  const out = new Matrix(matrix.rows, indices.length);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    indices.forEach((from, to) => {
      out.data[i * indices.length + to] = row[from];
    });
  }
  return out;
}

function withoutZeroRows(R: Matrix): Matrix {
  const largest = Math.abs(R.data[0] ?? 0);
  let rows = 0;
  while (rows < R.rows && Math.abs(R.at(rows, rows)) > ROOT_TOLERANCE * largest) rows++;
  return new Matrix(rows, R.columns, R.data.slice(0, rows * R.columns));
}

/** Refuses NaN and Infinity. */
export function requireFiniteVector(
  caller: string,
  name: string,
  numbers: ArrayLike<number>,
): Float64Array {
  const out = Float64Array.from(numbers);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(`${caller}: ${name}[${bad}] is ${out[bad]}; expected a finite number.`);
  }
  return out;
}
