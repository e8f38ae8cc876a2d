/**
 * What the data say about the coefficients, in the forms in which the solvers use it.
 *
 *   splitting      the minimiser over w of data(w) + ρ/2 ‖L(w) − T‖² is w = w̄ + Q Lᵀ(T)
 *   central path   w = w₀ + Z t with data(w) = ½ tᵀ B t + bᵀ t + constant
 *
 * | symbol | name here         | shape                        |
 * | Q, w̄   | projector, offset | P × P, P                     |
 * | w₀, Z  | start, kernel     | P, D × P (Z's columns)       |
 * | B, b   | quadratic, linear | D × D, D; absent: 0          |
 *
 * Coefficients that neither the data nor L see are left at 0 and counted in `undetermined`.
 */
import { ShapeError } from "../../../errors.js";
import { dot, type Matrix, type Vector } from "../../../numerics/index.js";
import { type LieOperator, requireFiniteVector } from "../lie-operator.js";

export interface Freedom {
  readonly projector: Matrix;
  readonly offset: Vector;
}

export interface FreeSpace {
  readonly start: Vector;
  /** Orthonormal rows. */
  readonly kernel: Matrix;
  readonly quadratic?: Matrix;
  readonly linear?: Vector;
}

export interface DataTerm {
  readonly operator: LieOperator;
  /** The least-squares solution of least norm. */
  readonly start: Vector;
  /** Directions of w in which neither the data nor L say anything. */
  readonly undetermined: number;
  /** Q and w̄ at the penalty ρ. */
  freedom(penalty: number): Freedom;
  /** Whether Q and w̄ change with ρ. */
  readonly dependsOnPenalty: boolean;
  free(): FreeSpace;
  /** data(w); 0 for the noiseless term. */
  value(w: Vector): number;
  /**
   * The value of the dual at the multiplier s·Λ, for the w whose update gave Λ; s ≤ `largest`. What Λ
   * misses the dual's affine part by is taken off, times |w|.
   */
  dualValue(w: Vector, multiplier: Vector, largest: number): number;
}

export function requireShapes(
  caller: string,
  operator: LieOperator,
  design: Matrix,
  values: ArrayLike<number>,
): void {
  if (design.columns !== operator.parameters || design.rows !== values.length) {
    throw new ShapeError(
      `${caller}: got a design of ${design.rows} × ${design.columns} and ${values.length} values; expected one value for each row and ${operator.parameters} columns, one for each coefficient.`,
    );
  }
  requireFiniteVector(caller, "design", design.data);
  requireFiniteVector(caller, "values", values);
}

export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

export function difference(a: Vector, b: ArrayLike<number>): Vector {
  return a.map((value, i) => value - b[i]);
}
