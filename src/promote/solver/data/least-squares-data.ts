/**
 * Noisy data, 1/(2N) ‖Θ w − Y‖².
 *
 * | symbol | name here         | shape                                        |
 * | Θ      | design            | N × P                                        |
 * | Y      | values            | N                                            |
 * | Q, w̄   | projector, offset | (ΘᵀΘ/(N ρ) + H)⁺ and Q Θᵀ Y/(N ρ)            |
 */
import { dot, Matrix, symmetricEigen, type Vector } from "../../../numerics/index.js";
import type { LieOperator } from "../lie-operator.js";
import { type DataTerm, difference, norm, requireShapes } from "./data-term.js";
import { leastNormSolution } from "./least-norm.js";

/** Eigenvalues of ΘᵀΘ/N + H below this share of the largest count as zero. */
const CURVATURE_TOLERANCE = 1e-14;

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
    free: () => {
      const misfit = difference(data.apply(start), moment);
      return { start, kernel: Matrix.identity(H.rows), quadratic: data, linear: misfit };
    },
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
    dualValue(w, multiplier, largest) {
      // ν = (Θw − Y)/N is what Λ balances, r = Θᵀν + Lᵀ(Λ) what it leaves:
      // −N/2 s²|ν|² − s (νᵀY − rᵀw + |r||w|) is largest where its slope in s is 0.
      const residual = difference(design.apply(w), values).map((value) => value / N);
      const square = dot(residual, residual);
      const balanced = design.transpose().apply(residual);
      const missed = operator.adjoint(multiplier).map((value, a) => value + balanced[a]);
      const linear = dot(missed, w) - norm(missed) * norm(w) - dot(residual, values);
      const best = square > 0 ? Math.min(largest, Math.max(0, linear / (N * square))) : 0;
      return best * linear - (N / 2) * best * best * square;
    },
  };
}
