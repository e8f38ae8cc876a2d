/**
 * The machine's LAPACK: dsyevd, dgesdd, dgeqp3 with dorgqr. LAPACK's matrices
 * are column-major, so that it reads our A as Aᵀ: from Aᵀ = U'ΣV'ᵀ follows
 * U = V' and V = U'.
 */
import { ConvergenceError, EnvironmentError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import type { FactorPart, LinearAlgebra } from "./backend.js";
import { type LapackLibrary, openLapackLibrary } from "./lapack-library.js";

const int = (value: number): Int32Array => Int32Array.of(value);
const QUERY = -1;

/**
 * Calls a routine twice: for the size of its work space, then for the result.
 * @throws ConvergenceError, EnvironmentError
 */
function withWork(
  routine: string,
  run: (work: Float64Array, workLength: Int32Array, info: Int32Array) => void,
): void {
  const info = int(0);
  const wish = new Float64Array(1);
  run(wish, int(QUERY), info);
  const length = Math.max(1, wish[0]);
  if (info[0] === 0) run(new Float64Array(length), int(length), info);
  if (info[0] > 0) {
    throw new ConvergenceError(
      `${routine}: LAPACK did not converge (info ${info[0]}); try useLinearAlgebra("eigen").`,
    );
  }
  if (info[0] < 0) {
    throw new EnvironmentError(
      `${routine}: the LAPACK library refuses argument ${-info[0]}; it may use 64-bit integers. Name another in INTERTWINE_LAPACK, or use useLinearAlgebra("eigen").`,
    );
  }
}

function symmetricEigen(
  lapack: LapackLibrary,
  a: Matrix,
): { values: Float64Array; vectors: Matrix } {
  const n = a.rows;
  const vectors = a.data.slice();
  const values = new Float64Array(n);
  const integers = new Int32Array(3 + 5 * n);
  withWork("dsyevd", (work, workLength, info) =>
    lapack.dsyevd(
      ...["V", "U", int(n), vectors, int(n), values],
      ...[work, workLength, integers, int(integers.length), info, 1, 1],
    ),
  );
  return { values, vectors: new Matrix(n, n, vectors).transpose() };
}

function singularFactors(lapack: LapackLibrary, a: Matrix, u: FactorPart, v: FactorPart) {
  const { rows, columns } = a;
  const small = Math.min(rows, columns);
  const whole = (u === "full" && rows > columns) || (v === "full" && columns > rows);
  const job = u === "none" && v === "none" ? "N" : whole ? "A" : "S";
  const left = job === "N" ? 0 : whole ? rows : small;
  const right = job === "N" ? 0 : whole ? columns : small;
  const source = a.data.slice();
  const values = new Float64Array(small);
  const U = new Float64Array(Math.max(1, rows * left));
  const Vt = new Float64Array(Math.max(1, columns * right));
  const integers = new Int32Array(8 * small);
  withWork("dgesdd", (work, workLength, info) =>
    lapack.dgesdd(
      ...[job, int(columns), int(rows), source, int(columns), values],
      ...[Vt, int(columns), U, int(Math.max(1, left)), work, workLength, integers, info, 1],
    ),
  );
  return {
    U: u === "none" ? new Matrix(rows, 0) : new Matrix(rows, left, U),
    values,
    V: v === "none" ? new Matrix(columns, 0) : new Matrix(right, columns, Vt).transpose(),
  };
}

function pivotedQR(lapack: LapackLibrary, a: Matrix) {
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

/** @throws EnvironmentError when no library opens */
export function openLapack(): LinearAlgebra {
  const lapack = openLapackLibrary();
  return {
    name: "lapack",
    origin: `LAPACK in ${lapack.file}`,
    symmetricEigen: (a) => symmetricEigen(lapack, a),
    singularFactors: (a, u, v) => singularFactors(lapack, a, u, v),
    pivotedQR: (a) => pivotedQR(lapack, a),
  };
}
