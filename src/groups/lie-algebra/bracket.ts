/**
 * Brackets of matrices and how far a span is from being closed under them.
 *
 * | symbol    | name              | meaning                                              |
 * | [A, B]    | bracket(A, B)     | AB − BA                                              |
 * | Q_i       |                   | orthonormal basis of the span, tr Q_iᵀQ_j = δ_ij      |
 * | ρ         | closureResidual   | √Σ‖[Q_i,Q_j]⊥‖² / max(√Σ‖[Q_i,Q_j]‖², φ √(number of pairs)) |
 * | φ         | BRACKET_FLOOR     | brackets of unit matrices that are this small on average count as none |
 *
 * ρ lies in [0, 1] and depends on the span alone, not on its basis or scale. The
 * floor keeps a noisy abelian algebra, whose brackets are all noise, near 0. For
 * unit matrices ‖[A, B]‖ ≤ √2 (A. Böttcher and D. Wenzel, Linear Algebra Appl. 429, 2008).
 */
import { ShapeError } from "../../errors.js";
import { Matrix, product } from "../../numerics/index.js";
import { type MatrixBasis, matrixBasis } from "./matrix-basis.js";

export const BRACKET_FLOOR = 0.2;

/** AB − BA. @throws ShapeError unless both are square of one size */
export function bracket(A: Matrix, B: Matrix): Matrix {
  if (A.rows !== A.columns || B.rows !== A.rows || B.columns !== A.rows) {
    throw new ShapeError(
      `bracket: got ${A.rows} × ${A.columns} and ${B.rows} × ${B.columns}; expected two square matrices of one size.`,
    );
  }
  return A.multiply(B).subtract(B.multiply(A));
}

/** Brackets of an orthonormal basis, read in it. */
export interface BasisBrackets {
  /** c_ij^k at (i d + j) d + k: [Q_i, Q_j] = Σ_k c_ij^k Q_k + what leaves the span. */
  readonly constants: Float64Array;
  /** ρ. */
  readonly residual: number;
}

/** @see closureResidual */
export function basisBrackets({ size, elements, columns }: MatrixBasis): BasisBrackets {
  const d = elements.length;
  const constants = new Float64Array(d * d * d);
  const rows = columns.transpose();
  let [all2, outside2] = [0, 0];
  for (let i = 0; i < d - 1; i++) {
    const products = new Matrix(d - 1 - i, size * size);
    for (let j = i + 1; j < d; j++) {
      products.data.set(bracket(elements[i], elements[j]).data, (j - i - 1) * size * size);
    }
    const inside = product(products, columns);
    for (let j = i + 1; j < d; j++) {
      const row = inside.row(j - i - 1);
      constants.set(row, (i * d + j) * d);
      constants.set(
        row.map((c) => 0 - c),
        (j * d + i) * d,
      );
    }
    all2 += products.frobeniusNorm() ** 2;
    outside2 += products.subtract(product(inside, rows)).frobeniusNorm() ** 2;
  }
  const floor = BRACKET_FLOOR * Math.sqrt((d * (d - 1)) / 2);
  const scale = Math.max(Math.sqrt(all2), floor);
  return { constants, residual: scale === 0 ? 0 : Math.sqrt(outside2) / scale };
}

/**
 * How far the span of the matrices is from a Lie algebra: 0 when it is one, 1
 * when the brackets are orthogonal to it. Commuting, dependent, zero or no
 * matrices give 0 to rounding.
 * @throws ShapeError, DomainError as `identifyAlgebra`
 */
export function closureResidual(basis: readonly Matrix[]): number {
  return basisBrackets(matrixBasis("closureResidual", basis)).residual;
}
