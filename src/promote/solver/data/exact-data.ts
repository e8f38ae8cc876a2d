/**
 * Noiseless data, Θ w = Y: what they leave free is w = w₀ + Z t.
 *
 * | symbol | name here         | shape                                                |
 * | Θ      | design            | N × P                                                |
 * | Y      | values            | N                                                    |
 * | w₀     | start             | P, the solution of least norm                        |
 * | Z      | kernel, as rows   | D × P, orthonormal null space of Θ                   |
 * | Q, w̄   | projector, offset | Z (Zᵀ H Z)⁺ Zᵀ and w₀ − Q H w₀                       |
 */
import { DataError } from "../../../errors.js";
import { dot, type Matrix, symmetricEigen, type Vector } from "../../../numerics/index.js";
import { compiledFreedom, compiledKernel } from "../compiled-data.js";
import type { LieOperator } from "../lie-operator.js";
import { type DataTerm, difference, type Freedom, norm, requireShapes } from "./data-term.js";
import { DESIGN_TOLERANCE, leastNormSolution } from "./least-norm.js";

/** ‖Θ w₀ − Y‖ above this share of ‖Y‖: the data contradict every model of the space. */
export const CONSISTENCY_TOLERANCE = 1e-8;
/** Eigenvalues of ZᵀHZ (squares of singular values) below this share of the largest count as zero. */
const CURVATURE_TOLERANCE = 1e-14;

/**
 * Θ w = Y.
 * @throws ShapeError; DomainError for NaN; DataError when no w has Θ w = Y
 */
export function exactData(operator: LieOperator, design: Matrix, values: Vector): DataTerm {
  requireShapes("exactData", operator, design, values);
  const { start, kernel } =
    design.rows === 0
      ? leastNormSolution(design, values)
      : compiledKernel(operator, design, values, DESIGN_TOLERANCE);
  const residual = norm(difference(design.apply(start), values));
  if (residual > CONSISTENCY_TOLERANCE * norm(values)) {
    throw new DataError(
      `promote: no model of this space takes the ${values.length} given values: the best one misses them by ${(residual / norm(values)).toExponential(2)} of their norm. Enlarge the space, or set a weight for noisy data.`,
    );
  }
  let freedom: Freedom | undefined;
  return {
    operator,
    start,
    get undetermined() {
      const curvature = kernel.multiply(operator.gram()).multiply(kernel.transpose());
      return pseudoInverse(curvature, CURVATURE_TOLERANCE).nullity;
    },
    dependsOnPenalty: false,
    freedom: () => {
      if (freedom === undefined) {
        const compiled = compiledFreedom(operator, { start, kernel }, CURVATURE_TOLERANCE);
        freedom = compiled.regular ? compiled : exactFreedom(operator, design, values);
      }
      return freedom;
    },
    free: () => ({ start, kernel }),
    value: () => 0,
    dualValue(w, multiplier, largest) {
      const missed = norm(kernel.apply(operator.adjoint(multiplier)));
      return largest * (dot(multiplier, operator.apply(w)) - missed * norm(w));
    },
  };
}

/** Q and w̄ by the singular values of Θ and the eigenvalues of ZᵀHZ, where those may vanish. */
export function exactFreedom(operator: LieOperator, design: Matrix, values: Vector): Freedom {
  const { start, kernel } = leastNormSolution(design, values);
  const H = operator.gram();
  const curvature = kernel.multiply(H).multiply(kernel.transpose());
  const { inverse } = pseudoInverse(curvature, CURVATURE_TOLERANCE);
  const projector = kernel.transpose().multiply(inverse).multiply(kernel);
  const offset = difference(start, projector.apply(H.apply(start)));
  return { projector, offset };
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
