/**
 * Structure constants of a list of matrices, in the basis that was given.
 *
 * | symbol  | name            | shape                                              |
 * | X_i     | basis           | d matrices n × n, independent                      |
 * | c_ij^k  | constants       | d³, at (i d + j) d + k: [X_i, X_j] = Σ_k c_ij^k X_k  |
 * | ad_i    | adjoint[i]      | d × d, (ad_i)_kj = c_ij^k                           |
 * | K       | killingForm     | d × d, tr ad_i ad_j                                |
 * | ρ       | closureResidual | see bracket.ts                                     |
 *
 * Laws, for a closed basis: c_ij^k = −c_ji^k, [ad_i, ad_j] = Σ c_ij^k ad_k (Jacobi).
 */

import { DomainError } from "../../errors.js";
import {
  crossProduct,
  inverseMatrix,
  type Matrix,
  requireRepresentable,
} from "../../numerics/index.js";
import { AbstractAlgebra } from "./abstract-algebra.js";
import { basisBrackets } from "./bracket.js";
import { fromColumns, requireFraction } from "./decisions.js";
import { type MatrixBasis, matrixBasis } from "./matrix-basis.js";

/** Residual up to which `structureConstants` takes a basis for closed. */
export const CLOSURE_TOLERANCE = 1e-8;

export interface StructureConstants {
  readonly dimension: number;
  readonly constants: Float64Array;
  readonly adjoint: readonly Matrix[];
  readonly killingForm: Matrix;
  readonly closureResidual: number;
}

export interface StructureConstantsOptions {
  /** Largest closure residual that is taken for noise; default CLOSURE_TOLERANCE. */
  readonly closureTolerance?: number;
}

/**
 * c_ij^k by least squares in the span of `basis`.
 * @throws ShapeError for matrices that are not square or differ in size; DomainError for
 *   a NaN, dependent matrices, and brackets that leave the span
 */
export function structureConstants(
  basis: readonly Matrix[],
  options: StructureConstantsOptions = {},
): StructureConstants {
  return constantsOf("structureConstants", basis, options);
}

function constantsOf(
  caller: string,
  basis: readonly Matrix[],
  options: StructureConstantsOptions,
): StructureConstants {
  const tolerance = requireFraction(
    caller,
    "closureTolerance",
    options.closureTolerance ?? CLOSURE_TOLERANCE,
  );
  const orthonormal = matrixBasis(caller, basis);
  const d = basis.length;
  if (orthonormal.elements.length < d) {
    throw new DomainError(
      `${caller}: got ${d} matrices of which ${orthonormal.elements.length} are independent; expected a basis. Drop the dependent ones, or call identifyAlgebra, which does.`,
    );
  }
  const { constants, residual } = basisBrackets(orthonormal);
  if (!(residual <= tolerance)) {
    throw new DomainError(
      `${caller}: the basis does not close: its brackets leave the span by ${residual.toPrecision(3)} of their size; expected at most ${tolerance}. Raise closureTolerance for a noisy basis, or see identifyAlgebra, which reports the algebra that it generates.`,
    );
  }
  const own = inBasis(basis, orthonormal, new AbstractAlgebra(d, constants));
  requireRepresentable(caller, "a structure constant", own.constants);
  return {
    dimension: d,
    constants: own.constants,
    adjoint: own.adjoint(),
    killingForm: own.killing(),
    closureResidual: residual,
  };
}

/** The trace form tr ad_i ad_j of `basis`, d × d. @throws as `structureConstants` */
export function killingForm(
  basis: readonly Matrix[],
  options: StructureConstantsOptions = {},
): Matrix {
  return constantsOf("killingForm", basis, options).killingForm;
}

/**
 * Constants over X_i = s_i Σ_a T_ai Q_a, s_i = ‖X_i‖: c'_ij^k = (s_i / s_k) s_j Σ T_ai T_bj
 * c_ab^c (T⁻¹)_kc, so that basis matrices of any size do.
 */
function inBasis(
  basis: readonly Matrix[],
  { columns }: MatrixBasis,
  algebra: AbstractAlgebra,
): AbstractAlgebra {
  const d = basis.length;
  const sizes = basis.map((X) => X.frobeniusNorm());
  const T = crossProduct(
    columns,
    fromColumns(
      columns.rows,
      basis.map((X, i) => X.data.map((value) => value / sizes[i])),
    ),
  );
  const inverse = inverseMatrix(T);
  const out = new Float64Array(d ** 3);
  for (let i = 0; i < d; i++) {
    const block = inverse.multiply(algebra.ad(T.column(i)).multiply(T));
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < d; k++) {
        out[(i * d + j) * d + k] = block.at(k, j) * (sizes[i] / sizes[k]) * sizes[j];
      }
    }
  }
  return new AbstractAlgebra(d, out);
}
