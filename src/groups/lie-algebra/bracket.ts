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
import type { Matrix } from "../../numerics/index.js";
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

/** Brackets of an orthonormal basis, in it and outside it. */
export interface BasisBrackets {
  /** c_ij^k at (i d + j) d + k: [Q_i, Q_j] = Σ_k c_ij^k Q_k + outside. */
  readonly constants: Float64Array;
  /** The parts outside the span, for i < j. */
  readonly outside: readonly Matrix[];
  readonly residual: number;
}

/** @see closureResidual */
export function basisBrackets(basis: MatrixBasis): BasisBrackets {
  const { elements, columns } = basis;
  const d = elements.length;
  const constants = new Float64Array(d * d * d);
  const outside: Matrix[] = [];
  let [inside2, outside2] = [0, 0];
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const product = bracket(elements[i], elements[j]);
      const rest = product.data;
      for (let k = 0; k < d; k++) {
        let c = 0;
        for (let e = 0; e < rest.length; e++) c += columns.data[e * d + k] * product.data[e];
        constants[(i * d + j) * d + k] = c;
        constants[(j * d + i) * d + k] = -c;
        inside2 += c * c;
      }
      for (let e = 0; e < rest.length; e++) {
        let projected = 0;
        for (let k = 0; k < d; k++) {
          projected += columns.data[e * d + k] * constants[(i * d + j) * d + k];
        }
        rest[e] -= projected;
        outside2 += rest[e] ** 2;
      }
      outside.push(product);
    }
  }
  const size = Math.max(Math.sqrt(inside2 + outside2), BRACKET_FLOOR * Math.sqrt(outside.length));
  return { constants, outside, residual: size === 0 ? 0 : Math.sqrt(outside2) / size };
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
