/**
 * What the data say about the coefficients, in the form in which the splitting uses it:
 * the minimiser over w of data(w) + ρ/2 ‖L(w) − T‖² is affine in Lᵀ(T).
 *
 *   noiseless   Θ w = Y                    w = w₀ + Z t, Z an orthonormal null space of Θ:
 *                                          Q = Z (Zᵀ H Z)⁺ Zᵀ, w̄ = w₀ − Q H w₀
 *   noisy       1/(2N) ‖Θ w − Y‖²          Q = (ΘᵀΘ/(N ρ) + H)⁺, w̄ = Q Θᵀ Y/(N ρ)
 *
 * | symbol | name here        | shape                                        |
 * | Θ      | design           | N × P                                        |
 * | Y      | values           | N                                            |
 * | w₀     | start            | P, the least-squares solution of least norm  |
 * | Q, w̄   | projector, offset| P × P, P: w = w̄ + Q Lᵀ(T)                    |
 *
 * Coefficients that neither the data nor L see are left at 0 and counted in `undetermined`.
 */
import { DataError, ShapeError } from "../../errors.js";
import { Matrix, symmetricEigen, type Vector } from "../../numerics/index.js";
import { compiledExactFreedom } from "./compiled-steps.js";
import { DESIGN_TOLERANCE, leastNormSolution } from "./least-norm.js";
import { type LieOperator, requireFiniteVector } from "./lie-operator.js";

/** ‖Θ w₀ − Y‖ above this share of ‖Y‖: the data contradict every model of the space. */
export const CONSISTENCY_TOLERANCE = 1e-8;
/** Eigenvalues of ZᵀHZ (squares of singular values) below this share of the largest count as zero. */
const CURVATURE_TOLERANCE = 1e-14;

export interface Freedom {
  readonly projector: Matrix;
  readonly offset: Vector;
}

export interface DataTerm {
  readonly operator: LieOperator;
  readonly start: Vector;
  /** Directions of w in which neither the data nor L say anything. */
  readonly undetermined: number;
  /** Q and w̄ at the penalty ρ. */
  freedom(penalty: number): Freedom;
  /** Whether Q and w̄ change with ρ. */
  readonly dependsOnPenalty: boolean;
  /** data(w); 0 for the noiseless term. */
  value(w: Vector): number;
  /** The value of the dual at the multiplier s·Λ, for the w whose update gave Λ; s ≤ `largest`. */
  dualValue(w: Vector, multiplier: Vector, largest: number): number;
}

/**
 * Θ w = Y.
 * @throws ShapeError; DomainError for NaN; DataError when no w has Θ w = Y
 */
export function exactData(operator: LieOperator, design: Matrix, values: Vector): DataTerm {
  requireShapes("exactData", operator, design, values);
  const tolerances = { design: DESIGN_TOLERANCE, curvature: CURVATURE_TOLERANCE };
  const compiled =
    design.rows > 0 ? compiledExactFreedom(operator, design, values, tolerances) : undefined;
  const found = compiled?.regular
    ? { ...compiled, nullity: 0 }
    : exactFreedom(operator, design, values);
  const { start, projector, offset, residual, nullity } = found;
  if (residual > CONSISTENCY_TOLERANCE * norm(values)) {
    throw new DataError(
      `promote: no model of this space takes the ${values.length} given values: the best one misses them by ${(residual / norm(values)).toExponential(2)} of their norm. Enlarge the space, or set a weight for noisy data.`,
    );
  }
  return {
    operator,
    start,
    undetermined: nullity,
    dependsOnPenalty: false,
    freedom: () => ({ projector, offset }),
    value: () => 0,
    dualValue: (w, multiplier, largest) => largest * dot(multiplier, operator.apply(w)),
  };
}

/**
 * 1/(2N) ‖Θ w − Y‖².
 * @throws ShapeError; DomainError for NaN
 */
export function leastSquaresData(operator: LieOperator, design: Matrix, values: Vector): DataTerm {
  requireShapes("leastSquaresData", operator, design, values);
  const N = Math.max(1, design.rows);
  const { start } = leastNormSolution(design, values);
  const data = design
    .transpose()
    .multiply(design)
    .scale(1 / N);
  const H = operator.gram();
  const [dataTrace, lieTrace] = [data.trace(), H.trace()];
  const balance = lieTrace > 0 && dataTrace > 0 ? dataTrace / lieTrace : 1;
  // E diagonalises both: Eᵀ (data) E = 1 − h, Eᵀ (balance H) E = h.
  const sum = symmetricEigen(data.add(H, balance));
  const largest = Math.max(0, ...sum.values);
  const kept = [...sum.values.keys()].filter((k) => sum.values[k] > CURVATURE_TOLERANCE * largest);
  const whitening = new Matrix(H.rows, kept.length);
  kept.forEach((from, to) => {
    for (let i = 0; i < H.rows; i++) {
      whitening.data[i * kept.length + to] = sum.vectors.at(i, from) / Math.sqrt(sum.values[from]);
    }
  });
  const turned = symmetricEigen(
    whitening.transpose().multiply(H).multiply(whitening).scale(balance),
  );
  const shares = turned.values.map((h) => Math.min(1, Math.max(0, h)));
  const E = whitening.multiply(turned.vectors);
  const moment = design
    .transpose()
    .apply(values)
    .map((value) => value / N);
  return {
    operator,
    start,
    undetermined: H.rows - kept.length,
    dependsOnPenalty: true,
    freedom(penalty) {
      const scaled = E.transpose();
      shares.forEach((h, k) => {
        const factor = 1 / ((1 - h) / penalty + h / balance);
        const row = scaled.row(k);
        for (let i = 0; i < row.length; i++) row[i] *= factor;
      });
      const projector = E.multiply(scaled);
      return { projector, offset: projector.apply(moment).map((value) => value / penalty) };
    },
    value: (w) => norm(difference(design.apply(w), values)) ** 2 / (2 * N),
    dualValue(w, _multiplier, largest) {
      // ν = (Θw − Y)/N is what Λ balances; −N/2 s²|ν|² − s νᵀY is largest at s = −νᵀY/(N|ν|²).
      const residual = difference(design.apply(w), values).map((value) => value / N);
      const square = dot(residual, residual);
      const linear = -dot(residual, values);
      const best = square > 0 ? Math.min(largest, Math.max(0, linear / (N * square))) : 0;
      return best * linear - (N / 2) * best * best * square;
    },
  };
}

/** Q and w̄ by the singular values of Θ and the eigenvalues of ZᵀHZ, where those may vanish. */
export function exactFreedom(
  operator: LieOperator,
  design: Matrix,
  values: Vector,
): Freedom & { start: Vector; residual: number; nullity: number } {
  const { start, kernel } = leastNormSolution(design, values);
  const H = operator.gram();
  const curvature = kernel.multiply(H).multiply(kernel.transpose());
  const { inverse, nullity } = pseudoInverse(curvature, CURVATURE_TOLERANCE);
  const projector = kernel.transpose().multiply(inverse).multiply(kernel);
  const offset = difference(start, projector.apply(H.apply(start)));
  const residual = norm(difference(design.apply(start), values));
  return { start, projector, offset, residual, nullity };
}

function pseudoInverse(A: Matrix, tolerance: number): { inverse: Matrix; nullity: number } {
  const { values, vectors } = symmetricEigen(A.add(A.transpose()).scale(0.5));
  const largest = Math.max(0, ...values);
  const scaled = vectors.transpose();
  let nullity = 0;
  values.forEach((value, k) => {
    const keeps = value > tolerance * largest;
    if (!keeps) nullity++;
    const row = scaled.row(k);
    for (let i = 0; i < row.length; i++) row[i] = keeps ? row[i] / value : 0;
  });
  return { inverse: vectors.multiply(scaled), nullity };
}

function requireShapes(
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

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

function difference(a: Vector, b: ArrayLike<number>): Vector {
  return a.map((value, i) => value - b[i]);
}
