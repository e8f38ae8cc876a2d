/**
 * L and its floor from local regressions.
 *
 * | symbol | name here       | shape                                                                |
 * | L      | lieRows         | (N · n) × q                                                          |
 * | S      | regressionFloor | mean of Σ_a E|e_a · v − Σ_c B_ac η_c|², (η, e) the errors of value and slope |
 */
import type { LieAction } from "../../lie-derivative/index.js";
import { Matrix } from "../../numerics/index.js";
import type { LocalRegression } from "../cloud/local-regression.js";

/** DF v − B F, (N · n) × q. */
export function lieRows(motion: Matrix, turn: Matrix, jacobians: Matrix, N: number): Matrix {
  const q = motion.columns;
  const m = motion.rows / N;
  const n = jacobians.rows / N;
  const out = turn.scale(-1);
  for (let i = 0; i < N; i++) {
    for (let a = 0; a < n; a++) {
      const row = out.row(i * n + a);
      for (let b = 0; b < m; b++) {
        const slope = jacobians.at(i * n + a, b);
        for (let p = 0; p < q; p++) row[p] += slope * motion.data[(i * m + b) * q + p];
      }
    }
  }
  return out;
}

/** S, q × q. */
export function regressionFloor(
  action: LieAction,
  motion: Matrix,
  fits: readonly LocalRegression[],
): Matrix {
  const q = motion.columns;
  const [m, n] = [action.inputs, action.outputs];
  const N = fits.length;
  const out = new Matrix(q, q);
  // For the error of output c: the q columns of (−B_ac on its value, [a = c] v on its slope).
  const lever = new Matrix(1 + m, q);
  fits.forEach(({ variances, covariance }, i) => {
    for (let c = 0; c < n; c++) {
      for (let a = 0; a < n; a++) {
        const own = a === c ? 1 : 0;
        for (let p = 0; p < q; p++) {
          lever.data[p] = -action.generators[p].output.at(a, c) / Math.sqrt(N);
          for (let b = 0; b < m; b++) {
            lever.data[(1 + b) * q + p] = own * motion.data[(i * m + b) * q + p];
          }
        }
        const weighted = covariance.multiply(lever);
        for (let r = 0; r <= m; r++) {
          for (let p = 0; p < q; p++) {
            const factor = variances[c] * weighted.at(r, p);
            if (factor === 0) continue;
            for (let s = 0; s < q; s++) out.data[s * q + p] += factor * lever.at(r, s);
          }
        }
      }
    }
  });
  return out;
}
