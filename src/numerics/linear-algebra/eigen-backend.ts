/**
 * Eigen 3.4 in WebAssembly (src/native/sources/eigen.cpp): symmetric tridiagonal QL,
 * bidiagonal divide and conquer (Jacobi for small matrices), Householder QR
 * with column pivoting. Deterministic to the bit on every machine.
 */
import { ConvergenceError, EnvironmentError } from "../../errors.js";
import { EigenModule, type EigenModuleExports } from "../../native/eigen-module.js";
import { Matrix } from "../matrix.js";
import type { FactorPart, LinearAlgebra } from "./backend.js";

interface EigenExports extends EigenModuleExports {
  symmetric_eigen(size: number, a: number, values: number, vectors: number): number;
  singular_values(
    rows: number,
    columns: number,
    uPart: number,
    vPart: number,
    a: number,
    u: number,
    values: number,
    v: number,
  ): number;
  pivoted_qr(
    rows: number,
    columns: number,
    a: number,
    q: number,
    r: number,
    permutation: number,
  ): number;
}

const PARTS: Record<FactorPart, number> = { none: 0, thin: 1, full: 2 };
/** Square matrices of working storage that the most demanding factorisation takes. */
const WORKING_MATRICES = 16;

const module = new EigenModule<EigenExports>("eigen");

/**
 * Calls `compute` with the addresses of `a` and of outputs with the given
 * numbers of entries, and returns copies of the outputs.
 * @throws EnvironmentError out of memory, ConvergenceError
 */
function withEigen(
  caller: string,
  a: Matrix,
  outputs: number[],
  compute: (eigen: EigenExports, a: number, outputs: number[]) => number,
): Float64Array[] {
  return module.run(
    (cause) => outOfMemory(caller, a, cause),
    (eigen, memory) => {
      const source = memory.put(a.data);
      const targets = outputs.map(memory.room);
      const working = WORKING_MATRICES * Math.min(a.rows, a.columns) ** 2;
      memory.reserve(working + 3 * (a.data.length + outputs.reduce((sum, n) => sum + n, 0)));
      if (compute(eigen, source, targets) !== 0) {
        throw new ConvergenceError(
          `${caller}: Eigen's iteration did not converge on a ${a.rows} × ${a.columns} matrix; please report the matrix, and try useLinearAlgebra("lapack").`,
        );
      }
      return targets.map((pointer, i) => memory.numbers(pointer, outputs[i]));
    },
  );
}

function outOfMemory(caller: string, a: Matrix, cause: unknown): EnvironmentError {
  return new EnvironmentError(
    `${caller}: a ${a.rows} × ${a.columns} matrix does not fit into the 4 GiB of WebAssembly; use a thin factorisation, fewer rows, or useLinearAlgebra("lapack").`,
    { cause },
  );
}

function factorColumns(size: number, small: number, part: FactorPart): number {
  return part === "none" ? 0 : part === "thin" ? small : size;
}

const eigenBackend: LinearAlgebra = {
  name: "eigen",
  origin: "Eigen 3.4 in WebAssembly",

  symmetricEigen(a) {
    const n = a.rows;
    const [values, vectors] = withEigen("symmetricEigen", a, [n, n * n], (eigen, source, out) =>
      eigen.symmetric_eigen(n, source, out[0], out[1]),
    );
    return { values, vectors: new Matrix(n, n, vectors) };
  },

  singularFactors(a, u, v) {
    const { rows, columns } = a;
    const small = Math.min(rows, columns);
    const left = factorColumns(rows, small, u);
    const right = factorColumns(columns, small, v);
    const [U, values, V] = withEigen(
      "singularValueDecomposition",
      a,
      [rows * left, small, columns * right],
      (eigen, source, out) =>
        eigen.singular_values(rows, columns, PARTS[u], PARTS[v], source, out[0], out[1], out[2]),
    );
    return { U: new Matrix(rows, left, U), values, V: new Matrix(columns, right, V) };
  },

  pivotedQR(a) {
    const { rows, columns } = a;
    const small = Math.min(rows, columns);
    const [Q, R, packed] = withEigen(
      "qrWithColumnPivoting",
      a,
      [rows * small, small * columns, columns],
      (eigen, source, out) => eigen.pivoted_qr(rows, columns, source, out[0], out[1], out[2]),
    );
    const permutation = new Int32Array(packed.buffer, 0, columns).slice();
    return { Q: new Matrix(rows, small, Q), R: new Matrix(small, columns, R), permutation };
  },
};

/** @throws DataError when the module is missing or altered */
export function openEigen(): LinearAlgebra {
  module.open();
  return eigenBackend;
}
