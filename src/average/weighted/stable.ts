/**
 * Stable models: their value at x is fixed by whatever leaves x as it is. Every equivariant
 * function is stable, and a weighted average of a stable model is continuous, where that of
 * a model with free outputs jumps at symmetric inputs.
 *
 * | symbol  | name here    | shape                                                 |
 * | α(X)    | coefficients | m × n                                                 |
 * | β(X)    | crossings    | m × n (n−1)/2, a number for each pair j < k, row by row |
 * | f(X)    |              | α(X) X + β(X) (x_j × x_k), m × d                        |
 * | h(X)    | summary      | any numbers                                           |
 * | φ       | rule         | f(X)_i = φ(x_i, h(X))                                 |
 *
 * Projecting a free output onto the span of X would not do: that projector itself jumps
 * where the rank drops.
 */
import { ShapeError } from "../../errors.js";
import { Matrix, product } from "../../numerics/index.js";

/**
 * X ↦ α(X) X, with products x_j × x_k in space for outputs that are pseudovectors, or
 * vectors of SO(3).
 * @throws the model throws ShapeError for coefficients of another shape, and for
 *   `crossings` outside three dimensions
 */
export function stableVectors(
  coefficients: (cloud: Matrix) => Matrix,
  crossings?: (cloud: Matrix) => Matrix,
): (cloud: Matrix) => Matrix {
  return (cloud) => {
    const vectors = combined("coefficients", coefficients(cloud), cloud);
    if (!crossings) return vectors;
    if (cloud.columns !== 3) {
      throw new ShapeError(
        `stableVectors: crossings need points of 3 coordinates; the cloud has ${cloud.columns}.`,
      );
    }
    return vectors.add(combined("crossings", crossings(cloud), crossProducts(cloud)));
  };
}

/**
 * X ↦ rows φ(x_i, h(X)): equal points get equal rows.
 * @throws the model throws ShapeError for rows of different lengths
 */
export function stableRows(
  rule: (point: Float64Array, summary: Float64Array) => Float64Array,
  summary: (cloud: Matrix) => Float64Array,
): (cloud: Matrix) => Matrix {
  return (cloud) => {
    const whole = summary(cloud);
    return Matrix.fromRows(
      Array.from({ length: cloud.rows }, (_, i) => rule(cloud.row(i).slice(), whole)),
    );
  };
}

function combined(argument: string, factors: Matrix, vectors: Matrix): Matrix {
  if (factors.columns !== vectors.rows) {
    throw new ShapeError(
      `stableVectors: ${argument} gave ${factors.rows} × ${factors.columns}; expected ${vectors.rows} columns, one for each ${argument === "coefficients" ? "point" : "pair of points"}.`,
    );
  }
  return product(factors, vectors);
}

/** x_j × x_k for j < k, row by row. */
function crossProducts(cloud: Matrix): Matrix {
  const rows: number[][] = [];
  for (let j = 0; j < cloud.rows; j++) {
    for (let k = j + 1; k < cloud.rows; k++) {
      const [a, b, c] = cloud.row(j);
      const [x, y, z] = cloud.row(k);
      rows.push([b * z - c * y, c * x - a * z, a * y - b * x]);
    }
  }
  return new Matrix(rows.length, 3, Float64Array.from(rows.flat()));
}
