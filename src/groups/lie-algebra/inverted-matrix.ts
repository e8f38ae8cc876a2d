import { Matrix, singularValueDecomposition } from "../../numerics/index.js";

/** A⁻¹ of a square matrix that is known to be invertible. */
export function invertedMatrix(A: Matrix): Matrix {
  const { U, values, V } = singularValueDecomposition(A);
  return V.multiply(Matrix.diagonal(values.map((value) => 1 / value))).multiply(U.transpose());
}
