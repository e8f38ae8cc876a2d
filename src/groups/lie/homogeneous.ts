/**
 * Affine maps x ↦ A x + b of ℝᵐ as homogeneous (m + 1) × (m + 1) matrices
 * (A, b; 0, corner), with corner 1 for maps and 0 for their generators.
 */
import { Matrix } from "../../numerics/index.js";

/** A and b of a homogeneous matrix. */
export function homogeneousParts(matrix: Matrix): {
  readonly linear: Matrix;
  readonly offset: Float64Array;
} {
  const dimension = matrix.rows - 1;
  const linear = new Matrix(dimension, dimension);
  for (let i = 0; i < dimension; i++) {
    linear.data.set(matrix.row(i).subarray(0, dimension), i * dimension);
  }
  return { linear, offset: matrix.column(dimension).subarray(0, dimension) };
}

/** (A, b; 0, corner): corner 1 for elements, 0 for the algebra. */
export function homogeneousMatrix(linear: Matrix, offset: ArrayLike<number>, corner = 1): Matrix {
  const dimension = linear.rows;
  const out = Matrix.zeros(dimension + 1);
  for (let i = 0; i < dimension; i++) {
    out.data.set(linear.row(i), i * (dimension + 1));
    out.data[i * (dimension + 1) + dimension] = offset[i];
  }
  out.data[out.data.length - 1] = corner;
  return out;
}
