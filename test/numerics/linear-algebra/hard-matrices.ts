/** Matrices on which rank decisions and small singular values go wrong, with what is known of them. */
import { Matrix } from "../../../src/numerics/matrix.js";
import { RandomStream } from "../../../src/numerics/random/random-stream.js";

/** 1/(i + j + 1): condition e^(3.5 n). */
export function hilbert(n: number): Matrix {
  const A = new Matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) A.data[i * n + j] = 1 / (i + j + 1);
  return A;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** Inverse of the Hilbert matrix, whole numbers (Choi, Tricks or treats with the Hilbert matrix, 1983). */
export function hilbertInverse(n: number): Matrix {
  const A = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const sign = (i + j) % 2 === 0 ? 1 : -1;
      const first = binomial(n + i, n - j - 1) * binomial(n + j, n - i - 1);
      A.data[i * n + j] = sign * (i + j + 1) * first * binomial(i + j, i) ** 2;
    }
  }
  return A;
}

/** Kahan's triangle diag(1, s, s², …)(1 − c N), N all ones above the diagonal: det = s^(n(n−1)/2). */
export function kahan(n: number, angle: number): Matrix {
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  const A = new Matrix(n, n);
  for (let i = 0; i < n; i++) {
    A.data[i * n + i] = s ** i;
    for (let j = i + 1; j < n; j++) A.data[i * n + j] = -c * s ** i;
  }
  return A;
}

/** Läuchli's (n + 1) × n: a row of ones over ε · 1. Singular values √(n + ε²), ε, …, ε. */
export function lauchli(n: number, epsilon: number): Matrix {
  const A = new Matrix(n + 1, n);
  A.data.fill(1, 0, n);
  for (let i = 0; i < n; i++) A.data[(i + 1) * n + i] = epsilon;
  return A;
}

/** The matrix after a few random reflections 1 − 2vvᵀ/vᵀv from the left, in place: O(rows · columns). */
export function reflectRows(A: Matrix, seed: number, count = 3): Matrix {
  const stream = RandomStream.fromSeed(seed);
  for (let k = 0; k < count; k++) {
    const v = stream.normals(A.rows);
    const factor = 2 / v.reduce((sum, x) => sum + x * x, 0);
    const image = new Float64Array(A.columns);
    for (let i = 0; i < A.rows; i++) {
      for (let j = 0; j < A.columns; j++) image[j] += v[i] * A.data[i * A.columns + j];
    }
    for (let i = 0; i < A.rows; i++) {
      for (let j = 0; j < A.columns; j++) A.data[i * A.columns + j] -= factor * v[i] * image[j];
    }
  }
  return A;
}

/** U diag(values) Vᵀ for large sizes: U and V are products of three reflections. */
export function largeWithSingularValues(
  rows: number,
  columns: number,
  values: readonly number[],
  seed = 1,
): { A: Matrix; V: Matrix } {
  const middle = new Matrix(rows, columns);
  values.forEach((value, k) => {
    middle.data[k * columns + k] = value;
  });
  const left = reflectRows(middle, seed);
  const A = reflectRows(left.transpose(), seed + 1).transpose();
  return { A, V: reflectRows(Matrix.identity(columns), seed + 1) };
}
