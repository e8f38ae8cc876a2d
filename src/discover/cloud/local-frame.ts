/**
 * The tangent space at a point of a cloud from its neighbours: principal axes (the plane), then on
 * request the slope of a quadratic surface over it, which takes the curvature out of the estimate.
 *
 * | symbol | name here        | shape                                                       |
 * | T      | tangents         | d × m, orthonormal rows                                     |
 * | N      | normals          | c × m, orthonormal rows, c = m − d                          |
 * | p      | foot             | m; where the frame is that of the surface: the neighbours' mean, or for a quadratic surface its point next to x |
 * | s²     | variance         | mean residual variance along the normals |
 * | C      | slopeCovariance  | d × d: s² C is the covariance of a normal's tilt along T       |
 *
 * For the plane C = diag(1 / (k λ_a)) with the variances λ_a along T. A tilt ε of a normal puts
 * ε · (T v) into N · v, so that s² (T v)ᵀ C (T v), once for each normal, is what errors alone make.
 */
import { Matrix, symmetricEigen } from "../../numerics/index.js";
import { localRegression } from "./local-regression.js";

export interface LocalFrame {
  readonly foot: Float64Array;
  readonly tangents: Matrix;
  readonly normals: Matrix;
  readonly variance: number;
  readonly slopeCovariance: Matrix;
}

/** Principal axes of the neighbours about their mean: variances ascending, axes in columns. */
export function principalAxes(neighbours: Matrix): {
  values: Float64Array;
  axes: Matrix;
  centre: Float64Array;
} {
  const { rows: k, columns: m } = neighbours;
  const centre = new Float64Array(m);
  for (let s = 0; s < neighbours.data.length; s++) centre[s % m] += neighbours.data[s] / k;
  const covariance = new Matrix(m, m);
  const { data } = covariance;
  for (let i = 0; i < k; i++) {
    const y = neighbours.row(i);
    for (let a = 0; a < m; a++) {
      const first = (y[a] - centre[a]) / k;
      for (let b = 0; b <= a; b++) data[a * m + b] += first * (y[b] - centre[b]);
    }
  }
  for (let a = 0; a < m; a++) for (let b = 0; b < a; b++) data[b * m + a] = data[a * m + b];
  const { values, vectors } = symmetricEigen(covariance);
  return { values: values.map((value) => Math.max(0, value)), axes: vectors, centre };
}

/** The frame at `x`; undefined when the neighbours span less than d dimensions. */
export function localFrame(
  x: Float64Array,
  neighbours: Matrix,
  d: number,
  surface: "plane" | "quadratic",
): LocalFrame | undefined {
  const { rows: k, columns: m } = neighbours;
  const c = m - d;
  const { values, axes, centre } = principalAxes(neighbours);
  const least = values[c];
  if (!(least > 1e-24 * values[m - 1])) return undefined;
  const normals = rowsOf(axes, 0, c);
  const tangents = rowsOf(axes, c, m);
  if (surface === "quadratic" && c > 0) {
    const fitted = quadraticFrame(x, neighbours, tangents, normals);
    if (fitted !== undefined) return fitted;
  }
  const rest = values.subarray(0, c).reduce((sum, value) => sum + value, 0) / Math.max(1, c);
  return {
    foot: centre,
    tangents,
    normals,
    variance: (rest * k) / Math.max(1, k - d - 1),
    slopeCovariance: Matrix.diagonal(values.subarray(c).map((value) => 1 / (k * value))),
  };
}

function quadraticFrame(
  x: Float64Array,
  neighbours: Matrix,
  tangents: Matrix,
  normals: Matrix,
): LocalFrame | undefined {
  const offsets = neighbours.clone();
  for (let s = 0; s < offsets.data.length; s++) offsets.data[s] -= x[s % x.length];
  const fit = localRegression(
    offsets.multiply(tangents.transpose()),
    offsets.multiply(normals.transpose()),
    2,
  );
  if (fit === undefined) return undefined;
  const d = tangents.rows;
  // The surface's tangents are t_a + Σ_j b_ja n_j; its normals n_j − Σ_a b_ja t_a.
  const tilted = tangents.add(fit.slopes.transpose().multiply(normals));
  const upright = normals.subtract(fit.slopes.multiply(tangents));
  const slopeCovariance = new Matrix(d, d);
  for (let a = 0; a < d; a++) {
    slopeCovariance.row(a).set(fit.covariance.row(1 + a).subarray(1));
  }
  const foot = x.slice();
  fit.intercepts.forEach((height, j) => {
    for (let a = 0; a < foot.length; a++) foot[a] += height * normals.at(j, a);
  });
  return {
    foot,
    tangents: orthonormalRows(tilted),
    normals: orthonormalRows(upright),
    variance: fit.variances.reduce((sum, value) => sum + value, 0) / normals.rows,
    slopeCovariance,
  };
}

/** Columns from … to − 1 as rows. */
function rowsOf(axes: Matrix, from: number, to: number): Matrix {
  const out = new Matrix(to - from, axes.rows);
  for (let k = from; k < to; k++) out.row(k - from).set(axes.column(k));
  return out;
}

/** Gram and Schmidt, in order, twice: row k spans with those before it what it did. */
function orthonormalRows(A: Matrix): Matrix {
  const out = A.clone();
  for (let k = 0; k < out.rows; k++) {
    const row = out.row(k);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < k; j++) {
        const other = out.row(j);
        const inner = row.reduce((sum, value, a) => sum + value * other[a], 0);
        for (let a = 0; a < row.length; a++) row[a] -= inner * other[a];
      }
    }
    const length = Math.hypot(...row);
    for (let a = 0; a < row.length; a++) row[a] /= length;
  }
  return out;
}
