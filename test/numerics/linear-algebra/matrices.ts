/** Test matrices whose factors are known by construction, without any of our factorisations. */
import { Matrix } from "../../../src/numerics/matrix.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

export function gaussian(rows: number, columns: number, seed: number): Matrix {
  return new Matrix(rows, columns, RandomStream.fromSeed(seed).normals(rows * columns));
}

/** An orthogonal matrix: a product of `size` reflections 1 − 2vvᵀ/vᵀv. */
export function orthogonal(size: number, seed: number): Matrix {
  const stream = RandomStream.fromSeed(seed);
  const Q = Matrix.identity(size);
  for (let k = 0; k < size; k++) {
    const v = stream.normals(size);
    const factor = 2 / v.reduce((sum, x) => sum + x * x, 0);
    const image = Q.apply(v);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) Q.data[i * size + j] -= factor * image[i] * v[j];
    }
  }
  return Q;
}

/** U · diag(values) · Vᵀ with orthogonal U (rows) and V (columns). */
export function withSingularValues(
  rows: number,
  columns: number,
  values: readonly number[],
  seed = 1,
): { A: Matrix; U: Matrix; V: Matrix } {
  const [U, V] = [orthogonal(rows, seed), orthogonal(columns, seed + 1)];
  const middle = new Matrix(rows, columns);
  values.forEach((value, k) => {
    middle.data[k * columns + k] = value;
  });
  return { A: U.multiply(middle).multiply(V.transpose()), U, V };
}

/** Second differences: 2 on the diagonal, −1 beside it. Eigenvalues 2 − 2 cos(kπ/(n+1)). */
export function secondDifference(n: number): Matrix {
  const A = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    A.data[i * n + i] = 2;
    if (i > 0) A.data[i * n + i - 1] = A.data[(i - 1) * n + i] = -1;
  }
  return A;
}

/** How far BᵀB is from 1. */
export function orthonormalityError(B: Matrix): number {
  return B.transpose().multiply(B).maxDifference(Matrix.identity(B.columns));
}

export function geometric(count: number, smallest: number): number[] {
  return Array.from({ length: count }, (_, k) => smallest ** (k / (count - 1)));
}
