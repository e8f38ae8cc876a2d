/**
 * Least squares by polynomials of degree one or two about one point: y ≈ a + b · u + quadratic.
 * W. S. Cleveland and S. J. Devlin, Locally weighted regression, JASA 83 (1988), with equal weights.
 *
 * | symbol | name here   | shape                                                      |
 * | u      | offsets     | k × d, from the point where a and b are wanted             |
 * | y      | responses   | k × c                                                      |
 * | a, b   | intercepts, slopes | c and c × d                                         |
 * | s²     | variances   | c, residual variance with its degrees of freedom           |
 * | C      | covariance  | (1 + d)², of (a, b) for s² = 1                              |
 */
import { Matrix } from "../../numerics/index.js";

export interface LocalRegression {
  readonly intercepts: Float64Array;
  readonly slopes: Matrix;
  readonly variances: Float64Array;
  readonly covariance: Matrix;
}

/** Unknowns of one response: 1 + d, and d (d + 1) / 2 more for degree 2. */
export function regressionUnknowns(dimension: number, degree: 1 | 2): number {
  return 1 + dimension + (degree === 2 ? (dimension * (dimension + 1)) / 2 : 0);
}

/** Relative size of a pivot below which the offsets do not determine the polynomial. */
const PIVOT_TOLERANCE = 1e-12;

/** Undefined when the offsets do not determine the polynomial, or leave no freedom for s². */
export function localRegression(
  offsets: Matrix,
  responses: Matrix,
  degree: 1 | 2,
): LocalRegression | undefined {
  const { rows: k, columns: d } = offsets;
  const c = responses.columns;
  const size = regressionUnknowns(d, degree);
  const unit = offsets.maxAbs();
  if (k <= size || unit === 0) return undefined;
  const design = new Matrix(k, size);
  for (let i = 0; i < k; i++) fillDesign(design.row(i), offsets.row(i), 1 / unit, degree);
  const inverse = inverseOfPositive(design.transpose().multiply(design));
  if (inverse === undefined) return undefined;
  const solution = inverse.multiply(design.transpose().multiply(responses));
  const residual = responses.subtract(design.multiply(solution));
  const variances = new Float64Array(c);
  for (let i = 0; i < k; i++) {
    for (let a = 0; a < c; a++) variances[a] += residual.at(i, a) ** 2 / (k - size);
  }
  const slopes = new Matrix(c, d);
  for (let a = 0; a < c; a++) {
    for (let b = 0; b < d; b++) slopes.data[a * d + b] = solution.at(1 + b, a) / unit;
  }
  const covariance = new Matrix(1 + d, 1 + d);
  for (let a = 0; a <= d; a++) {
    for (let b = 0; b <= d; b++) {
      const units = (a === 0 ? 1 : unit) * (b === 0 ? 1 : unit);
      covariance.data[a * (1 + d) + b] = inverse.at(a, b) / units;
    }
  }
  return { intercepts: solution.row(0).slice(), slopes, variances, covariance };
}

function fillDesign(row: Float64Array, u: Float64Array, factor: number, degree: 1 | 2): void {
  const d = u.length;
  row[0] = 1;
  for (let a = 0; a < d; a++) row[1 + a] = factor * u[a];
  if (degree === 1) return;
  let place = 1 + d;
  for (let a = 0; a < d; a++) {
    for (let b = a; b < d; b++) row[place++] = row[1 + a] * row[1 + b];
  }
}

/** The inverse of a small positive matrix by Gauss and Jordan, pivots on the diagonal. */
function inverseOfPositive(A: Matrix): Matrix | undefined {
  const n = A.rows;
  const work = A.clone();
  const inverse = Matrix.identity(n);
  const scale = A.maxAbs();
  for (let p = 0; p < n; p++) {
    const pivot = work.at(p, p);
    if (!(pivot > PIVOT_TOLERANCE * scale)) return undefined;
    for (const matrix of [work, inverse]) {
      const row = matrix.row(p);
      for (let j = 0; j < n; j++) row[j] /= pivot;
    }
    for (let i = 0; i < n; i++) {
      const factor = work.at(i, p);
      if (i === p || factor === 0) continue;
      for (const matrix of [work, inverse]) {
        const [row, other] = [matrix.row(p), matrix.row(i)];
        for (let j = 0; j < n; j++) other[j] -= factor * row[j];
      }
    }
  }
  return inverse;
}
