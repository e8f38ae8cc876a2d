/**
 * Equal masses on points: what a Monte Carlo mean, or the data themselves, say.
 *
 * Law: R is the triangular factor of φ(points)/√N; norms and nuclear norms of R c do not see the
 * orthogonal factor that is left out. With fewer points than monomials there is nothing to
 * leave out and R is φ(points)/√N, of a rank that is too small for a norm.
 */
import { DomainError } from "../../errors.js";
import { qrWithColumnPivoting } from "../linear-algebra/index.js";
import { Matrix } from "../matrix.js";
import { type PolynomialMeasure, requireVariables } from "./measure.js";

/** @param points N × m, N ≥ 1 @throws DomainError for no points, NaN or Infinity */
export function monteCarloMeasure(points: Matrix): PolynomialMeasure {
  const bad = points.data.findIndex((value) => !Number.isFinite(value));
  if (points.rows === 0 || points.columns === 0 || bad >= 0) {
    throw new DomainError(
      `monteCarloMeasure: got ${points.rows} × ${points.columns} points${bad >= 0 ? ` with ${points.data[bad]} in points[${Math.floor(bad / points.columns)}]` : ""}; expected at least one, all finite.`,
    );
  }
  const name = `${points.rows} sampled points`;
  return {
    name,
    dimension: points.columns,
    moment: (exponent) => {
      requireVariables(name, exponent.length, points.columns);
      let sum = 0;
      for (let s = 0; s < points.rows; s++) {
        sum += points.row(s).reduce((product, x, i) => product * x ** exponent[i], 1);
      }
      return sum / points.rows;
    },
    gramRoot: (monomials) => {
      requireVariables(name, monomials.variables, points.columns);
      const sampled = monomials.values(points).scale(1 / Math.sqrt(points.rows));
      if (points.rows <= monomials.size) return sampled;
      const { R, permutation } = qrWithColumnPivoting(sampled);
      const out = new Matrix(R.rows, R.columns);
      for (let i = 0; i < R.rows; i++) {
        for (let j = i; j < R.columns; j++) out.data[i * R.columns + permutation[j]] = R.at(i, j);
      }
      return out;
    },
  };
}
