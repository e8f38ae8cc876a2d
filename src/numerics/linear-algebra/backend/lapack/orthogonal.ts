/**
 * QR factors through LAPACK. Its matrices are column-major, so that it reads our A as Aᵀ.
 * From Aᵀ = L Q' follows A = Q'ᵀ Lᵀ: dgelqf gives our QR without moving a number, and the
 * rows of its L are those of our Rᵀ. Only column pivots want A itself.
 */
import { Matrix } from "../../../matrix.js";
import { int, withWork } from "./call.js";
import type { LapackLibrary } from "./lapack-library.js";

/** A = Q R as dgelqf leaves it. */
interface Packed {
  data: Float64Array;
  tau: Float64Array;
}

function factor(lapack: LapackLibrary, a: Matrix): Packed {
  const { rows, columns } = a;
  const data = a.data.slice();
  const tau = new Float64Array(Math.min(rows, columns));
  withWork("dgelqf", (work, workLength, info) =>
    lapack.dgelqf(int(columns), int(rows), data, int(columns), tau, work, workLength, info),
  );
  return { data, tau };
}

function upperTriangle(data: Float64Array, rows: number, columns: number): Matrix {
  const R = new Matrix(rows, columns, data.slice(0, rows * columns));
  for (let i = 1; i < rows; i++) R.data.fill(0, i * columns, i * columns + Math.min(i, columns));
  return R;
}

/** R (columns × columns) of a matrix with at least as many rows as columns. */
export function triangleOf(lapack: LapackLibrary, a: Matrix): Matrix {
  return upperTriangle(factor(lapack, a).data, a.columns, a.columns);
}

export function thinQR(lapack: LapackLibrary, a: Matrix): { Q: Matrix; R: Matrix } {
  const { rows, columns } = a;
  const small = Math.min(rows, columns);
  const { data, tau } = factor(lapack, a);
  const R = upperTriangle(data, small, columns);
  // dorglq makes Q' of the first `small` rows of the column-major array, whose columns are A's rows.
  withWork("dorglq", (work, workLength, info) =>
    lapack.dorglq(
      ...[int(small), int(rows), int(small), data, int(columns), tau, work, workLength, info],
    ),
  );
  const Q = new Matrix(rows, small);
  for (let i = 0; i < rows; i++) {
    Q.data.set(data.subarray(i * columns, i * columns + small), i * small);
  }
  return { Q, R };
}

/** R and Qᵀ B of a matrix with at least as many rows as columns: (Qᵀ B)ᵀ = Bᵀ Q'ᵀ. */
export function orthogonalReduction(lapack: LapackLibrary, a: Matrix, b: Matrix) {
  const { rows, columns } = a;
  const { data, tau } = factor(lapack, a);
  const c = b.data.slice();
  withWork("dormlq", (work, workLength, info) =>
    lapack.dormlq(
      ...["R", "T", int(b.columns), int(rows), int(columns), data, int(columns), tau],
      ...[c, int(b.columns), work, workLength, info, 1, 1],
    ),
  );
  return {
    R: upperTriangle(data, columns, columns),
    C: new Matrix(columns, b.columns, c.slice(0, columns * b.columns)),
  };
}

/** dgeqp3 with dorgqr, on A in columns. */
export function pivotedQR(lapack: LapackLibrary, a: Matrix) {
  const { rows, columns } = a;
  const small = Math.min(rows, columns);
  const packed = a.transpose().data;
  const pivots = new Int32Array(columns);
  const tau = new Float64Array(small);
  withWork("dgeqp3", (work, workLength, info) =>
    lapack.dgeqp3(int(rows), int(columns), packed, int(rows), pivots, tau, work, workLength, info),
  );
  const R = new Matrix(small, columns);
  for (let i = 0; i < small; i++) {
    for (let j = i; j < columns; j++) R.data[i * columns + j] = packed[j * rows + i];
  }
  const q = packed.slice(0, rows * small);
  withWork("dorgqr", (work, workLength, info) =>
    lapack.dorgqr(int(rows), int(small), int(small), q, int(rows), tau, work, workLength, info),
  );
  const Q = new Matrix(small, rows, q).transpose();
  return { Q, R, permutation: pivots.map((pivot) => pivot - 1) };
}
