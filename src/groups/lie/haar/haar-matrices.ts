/**
 * Haar draws of orthogonal and unitary matrices (Mezzadri, How to generate random
 * matrices from the classical compact groups, 2007): the unitary factor of a
 * Gaussian matrix whose triangular factor has a positive diagonal is Haar
 * distributed, because Z and V Z have the same law for every fixed V.
 */
import { determinant, dot, Matrix, type RandomStream } from "../../../numerics/index.js";

/** A draw from O(n). */
export function haarOrthogonal(n: number, random: RandomStream): Matrix {
  const columns = Array.from({ length: n }, () => random.normals(n));
  columns.forEach((column, k) => {
    // Twice, so that the columns are orthogonal to rounding.
    for (let pass = 0; pass < 2; pass++) {
      for (const before of columns.slice(0, k)) {
        const inner = dot(column, before);
        for (let i = 0; i < n; i++) column[i] -= inner * before[i];
      }
    }
    const length = Math.sqrt(dot(column, column));
    for (let i = 0; i < n; i++) column[i] /= length;
  });
  const out = new Matrix(n, n);
  columns.forEach((column, j) => {
    for (let i = 0; i < n; i++) out.data[i * n + j] = column[i];
  });
  return out;
}

/** A draw from SO(n): a draw from O(n) whose last column changes sign where the determinant is −1. */
export function haarRotation(n: number, random: RandomStream): Matrix {
  const out = haarOrthogonal(n, random);
  if (determinant(out) < 0) {
    for (let i = 0; i < n; i++) out.data[i * n + n - 1] *= -1;
  }
  return out;
}

/** A draw from U(n) as a real 2n × 2n matrix (Re, −Im; Im, Re). */
export function haarUnitary(n: number, random: RandomStream): Matrix {
  // The complex vector x + iy is the real vector (x, y), and i (x, y) = (−y, x).
  const columns = Array.from({ length: n }, () => random.normals(2 * n));
  columns.forEach((column, k) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const before of columns.slice(0, k)) {
        const turned = timesI(before, n);
        const [real, imaginary] = [dot(column, before), dot(column, turned)];
        for (let i = 0; i < 2 * n; i++) column[i] -= real * before[i] + imaginary * turned[i];
      }
    }
    const length = Math.sqrt(dot(column, column));
    for (let i = 0; i < 2 * n; i++) column[i] /= length;
  });
  return realColumns(columns, n);
}

/** A draw from SU(n): a draw from U(n) whose first column is divided by the determinant. */
export function haarSpecialUnitary(n: number, random: RandomStream): Matrix {
  const unitary = haarUnitary(n, random);
  const [real, imaginary] = complexDeterminant(unitary, n);
  const columns = Array.from({ length: n }, (_, j) => unitary.column(j));
  const turned = timesI(columns[0], n);
  const size = Math.hypot(real, imaginary);
  columns[0] = columns[0].map((value, i) => (real * value - imaginary * turned[i]) / size);
  return realColumns(columns, n);
}

/** The determinant of X + iY, given as (X, −Y; Y, X), real and imaginary part. */
function complexDeterminant(matrix: Matrix, n: number): [number, number] {
  const width = 2 * n;
  const a = matrix.clone().data;
  // Complex elimination on the first n columns: entry (i, j) is a[i, j] + i a[n + i, j].
  let [real, imaginary] = [1, 0];
  const at = (i: number, j: number): [number, number] => [a[i * width + j], a[(n + i) * width + j]];
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.hypot(...at(i, k)) > Math.hypot(...at(pivot, k))) pivot = i;
    }
    if (pivot !== k) {
      for (const offset of [0, n]) {
        for (let j = 0; j < n; j++) {
          const [upper, lower] = [(offset + k) * width + j, (offset + pivot) * width + j];
          [a[upper], a[lower]] = [a[lower], a[upper]];
        }
      }
      [real, imaginary] = [-real, -imaginary];
    }
    const [c, d] = at(k, k);
    [real, imaginary] = [real * c - imaginary * d, real * d + imaginary * c];
    const size = c * c + d * d;
    if (size === 0) return [0, 0];
    for (let i = k + 1; i < n; i++) {
      const [e, f] = at(i, k);
      const [p, q] = [(e * c + f * d) / size, (f * c - e * d) / size];
      for (let j = k; j < n; j++) {
        const [x, y] = at(k, j);
        a[i * width + j] -= p * x - q * y;
        a[(n + i) * width + j] -= p * y + q * x;
      }
    }
  }
  return [real, imaginary];
}

/** (x, y) ↦ (−y, x). */
function timesI(vector: Float64Array, n: number): Float64Array {
  return vector.map((_, i) => (i < n ? -vector[n + i] : vector[i - n]));
}

/** The columns c_1 … c_n and then i c_1 … i c_n. */
function realColumns(columns: readonly Float64Array[], n: number): Matrix {
  const out = new Matrix(2 * n, 2 * n);
  columns.forEach((column, j) => {
    const turned = timesI(column, n);
    for (let i = 0; i < 2 * n; i++) {
      out.data[i * 2 * n + j] = column[i];
      out.data[i * 2 * n + n + j] = turned[i];
    }
  });
  return out;
}
