/**
 * The machine's LAPACK and BLAS. Their matrices are column-major, so that they read our A
 * as Aᵀ; formulas are turned round so that numbers stay where they are.
 */
import { Matrix } from "../../../matrix.js";
import type { LinearAlgebra } from "../linear-algebra.js";
import { int, real, requireDone, withWork } from "./call.js";
import { type LapackLibrary, openLapackLibrary } from "./lapack-library.js";
import { orthogonalReduction, pivotedQR, thinQR } from "./orthogonal.js";
import { singularFactors, trailingVectors } from "./singular.js";

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

/** Our lower triangle is LAPACK's upper one: A = Uᵀ U with U = Lᵀ. */
function cholesky(lapack: LapackLibrary, a: Matrix): { L: Matrix; failed: number } {
  const n = a.rows;
  const L = new Matrix(n, n, a.data.slice());
  const info = int(0);
  lapack.dpotrf("U", int(n), L.data, int(n), info, 1);
  if (info[0] < 0) requireDone("dpotrf", info);
  for (let i = 0; i < n; i++) L.data.fill(0, i * n + i + 1, (i + 1) * n);
  return { L, failed: info[0] - 1 };
}

/** L X = B is Xᵀ Lᵀ = Bᵀ, where the library sees Lᵀ and Bᵀ. */
function triangularSolve(lapack: LapackLibrary, l: Matrix, b: Matrix, transposed: boolean): Matrix {
  const X = b.clone();
  lapack.dtrsm(
    ...["R", "U", transposed ? "T" : "N", "N", int(b.columns), int(b.rows), real(1)],
    ...[l.data, int(l.columns), X.data, int(b.columns), 1, 1, 1, 1],
  );
  return X;
}

/** C = A B is Cᵀ = Bᵀ Aᵀ, where the library sees Aᵀ and Bᵀ. */
function product(lapack: LapackLibrary, a: Matrix, b: Matrix, transposed: boolean): Matrix {
  const C = new Matrix(transposed ? a.columns : a.rows, b.columns);
  lapack.dgemm(
    ...["N", transposed ? "T" : "N", int(C.columns), int(C.rows), int(b.rows), real(1)],
    ...[b.data, int(b.columns), a.data, int(a.columns), real(0), C.data, int(C.columns), 1, 1],
  );
  return C;
}

/** @throws EnvironmentError when no library opens */
export function openLapack(): LinearAlgebra {
  const lapack = openLapackLibrary();
  return {
    name: "lapack",
    origin: `LAPACK in ${lapack.file}`,
    symmetricEigen: (a) => symmetricEigen(lapack, a),
    singularFactors: (a, u, v) => singularFactors(lapack, a, u, v),
    trailingVectors: (a, rank) => trailingVectors(lapack, a, rank),
    pivotedQR: (a) => pivotedQR(lapack, a),
    thinQR: (a) => thinQR(lapack, a),
    orthogonalReduction: (a, b) => orthogonalReduction(lapack, a, b),
    cholesky: (a) => cholesky(lapack, a),
    triangularSolve: (l, b, transposed) => triangularSolve(lapack, l, b, transposed),
    product: (a, b, transposed) => product(lapack, a, b, transposed),
  };
}
