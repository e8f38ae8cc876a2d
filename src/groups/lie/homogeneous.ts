/**
 * Affine maps x ↦ A x + b of ℝᵐ as homogeneous (m + 1) × (m + 1) matrices
 * (A, b; 0, corner), with corner 1 for maps and 0 for their generators.
 */
import { ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";

/** A and b of a homogeneous matrix. @throws ShapeError unless it is square, at least 1 × 1 */
export function homogeneousParts(matrix: Matrix): {
  readonly linear: Matrix;
  readonly offset: Float64Array;
} {
  if (matrix.rows !== matrix.columns || matrix.rows < 1) {
    throw new ShapeError(
      `homogeneousParts: got a ${matrix.rows} × ${matrix.columns} matrix; expected (m + 1) × (m + 1), as affine maps of ℝᵐ have.`,
    );
  }
  const dimension = matrix.rows - 1;
  const linear = new Matrix(dimension, dimension);
  for (let i = 0; i < dimension; i++) {
    linear.data.set(matrix.row(i).subarray(0, dimension), i * dimension);
  }
  return { linear, offset: matrix.column(dimension).subarray(0, dimension) };
}

/** (A, b; 0, corner): corner 1 for elements, 0 for the algebra. @throws ShapeError unless A is square and b as long */
export function homogeneousMatrix(linear: Matrix, offset: ArrayLike<number>, corner = 1): Matrix {
  const dimension = linear.rows;
  if (linear.columns !== dimension || offset.length !== dimension) {
    throw new ShapeError(
      `homogeneousMatrix: got a linear part of ${dimension} × ${linear.columns} and an offset of length ${offset.length}; expected a square matrix and as many entries.`,
    );
  }
  const out = Matrix.zeros(dimension + 1);
  for (let i = 0; i < dimension; i++) {
    out.data.set(linear.row(i), i * (dimension + 1));
    out.data[i * (dimension + 1) + dimension] = offset[i];
  }
  out.data[out.data.length - 1] = corner;
  return out;
}
