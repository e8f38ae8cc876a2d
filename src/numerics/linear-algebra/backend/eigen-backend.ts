/**
 * Eigen 3.4 in WebAssembly (src/native/sources/eigen/eigen.cpp): symmetric tridiagonal QL,
 * bidiagonal divide and conquer (Jacobi for small matrices), Householder QR
 * with and without column pivoting, blocked Cholesky. Deterministic to the bit
 * on every machine.
 */
import { ConvergenceError, EnvironmentError } from "../../../errors.js";
import { EigenModule, type EigenModuleExports } from "../../../native/eigen-module.js";
import { Matrix } from "../../matrix.js";
import { columnRange } from "../column-range.js";
import type { FactorPart, LinearAlgebra, SingularFactors } from "./linear-algebra.js";

/** Sizes and addresses in, a status out. */
type Routine = (...numbers: number[]) => number;

interface EigenExports extends EigenModuleExports {
  symmetric_eigen: Routine;
  singular_values: Routine;
  pivoted_qr: Routine;
  thin_qr: Routine;
  orthogonal_reduction: Routine;
  cholesky: Routine;
  triangular_solve: Routine;
  product: Routine;
}

const PARTS: Record<FactorPart, number> = { none: 0, thin: 1, full: 2 };
/** Square matrices of working storage that the most demanding factorisation takes. */
const WORKING_MATRICES = 16;

const module = new EigenModule<EigenExports>("eigen");

/**
 * Calls `compute` with the addresses of the inputs and of outputs with the given
 * numbers of entries; returns its status and copies of the outputs.
 * @throws EnvironmentError out of memory
 */
function withEigen(
  caller: string,
  inputs: readonly Matrix[],
  outputs: readonly number[],
  compute: (eigen: EigenExports, inputs: number[], outputs: number[]) => number,
): { status: number; results: Float64Array[] } {
  const [{ rows, columns }] = inputs;
  return module.run(
    (cause) =>
      new EnvironmentError(
        `${caller}: a ${rows} × ${columns} matrix does not fit into the 4 GiB of WebAssembly; use a thin factorisation, fewer rows, or useLinearAlgebra("lapack").`,
        { cause },
      ),
    (eigen, memory) => {
      const sources = inputs.map((matrix) => memory.put(matrix.data));
      const targets = outputs.map(memory.room);
      const entries = [...inputs.map((matrix) => matrix.data.length), ...outputs];
      const working = WORKING_MATRICES * Math.min(rows, columns) ** 2;
      memory.reserve(working + 3 * entries.reduce((sum, count) => sum + count, 0));
      const status = compute(eigen, sources, targets);
      const results = targets.map((pointer, i) => memory.numbers(pointer, outputs[i]));
      return { status, results };
    },
  );
}

/** @throws ConvergenceError unless the status says that the iteration converged */
function requireConverged(caller: string, a: Matrix, status: number): void {
  if (status === 0) return;
  throw new ConvergenceError(
    `${caller}: Eigen's iteration did not converge on a ${a.rows} × ${a.columns} matrix; please report the matrix, and try useLinearAlgebra("lapack").`,
  );
}

function factorColumns(size: number, small: number, part: FactorPart): number {
  return part === "none" ? 0 : part === "thin" ? small : size;
}

function singularFactors(a: Matrix, u: FactorPart, v: FactorPart): SingularFactors {
  const { rows, columns } = a;
  const small = Math.min(rows, columns);
  const left = factorColumns(rows, small, u);
  const right = factorColumns(columns, small, v);
  const caller = "singularValueDecomposition";
  const { status, results } = withEigen(
    caller,
    [a],
    [rows * left, small, columns * right],
    (eigen, [source], out) =>
      eigen.singular_values(rows, columns, PARTS[u], PARTS[v], source, ...out),
  );
  requireConverged(caller, a, status);
  const [U, values, V] = results;
  return { U: new Matrix(rows, left, U), values, V: new Matrix(columns, right, V) };
}

const eigenBackend: LinearAlgebra = {
  name: "eigen",
  origin: "Eigen 3.4 in WebAssembly",
  singularFactors,

  symmetricEigen(a) {
    const n = a.rows;
    const { status, results } = withEigen(
      "symmetricEigen",
      [a],
      [n, n * n],
      (eigen, [source], out) => eigen.symmetric_eigen(n, source, ...out),
    );
    requireConverged("symmetricEigen", a, status);
    return { values: results[0], vectors: new Matrix(n, n, results[1]) };
  },

  trailingVectors(a, rank) {
    const { values, V } = singularFactors(a, "none", "full");
    return { values, vectors: columnRange(V, rank(values), a.columns) };
  },

  pivotedQR(a) {
    const { rows, columns } = a;
    const small = Math.min(rows, columns);
    const { results } = withEigen(
      "qrWithColumnPivoting",
      [a],
      [rows * small, small * columns, columns],
      (eigen, [source], out) => eigen.pivoted_qr(rows, columns, source, ...out),
    );
    const [Q, R, packed] = results;
    const permutation = new Int32Array(packed.buffer, 0, columns).slice();
    return { Q: new Matrix(rows, small, Q), R: new Matrix(small, columns, R), permutation };
  },

  thinQR(a) {
    const { rows, columns } = a;
    const small = Math.min(rows, columns);
    const sizes = [rows * small, small * columns];
    const { results } = withEigen("thinQR", [a], sizes, (eigen, [source], out) =>
      eigen.thin_qr(rows, columns, source, ...out),
    );
    return { Q: new Matrix(rows, small, results[0]), R: new Matrix(small, columns, results[1]) };
  },

  orthogonalReduction(a, b) {
    const { rows, columns } = a;
    const sizes = [columns * columns, columns * b.columns];
    const { results } = withEigen("leastSquares", [a, b], sizes, (eigen, sources, out) =>
      eigen.orthogonal_reduction(rows, columns, b.columns, ...sources, ...out),
    );
    const [R, C] = results;
    return { R: new Matrix(columns, columns, R), C: new Matrix(columns, b.columns, C) };
  },

  cholesky(a) {
    const n = a.rows;
    const { status, results } = withEigen("cholesky", [a], [n * n], (eigen, [source], out) =>
      eigen.cholesky(n, source, ...out),
    );
    return { L: new Matrix(n, n, results[0]), failed: status - 1 };
  },

  triangularSolve(l, b, transposed) {
    const { results } = withEigen("solve", [l, b], [b.data.length], (eigen, sources, out) =>
      eigen.triangular_solve(b.rows, b.columns, Number(transposed), ...sources, ...out),
    );
    return new Matrix(b.rows, b.columns, results[0]);
  },

  product(a, b, transposed) {
    const rows = transposed ? a.columns : a.rows;
    const { results } = withEigen("product", [a, b], [rows * b.columns], (eigen, sources, out) =>
      eigen.product(rows, b.rows, b.columns, Number(transposed), ...sources, ...out),
    );
    return new Matrix(rows, b.columns, results[0]);
  },
};

/** @throws DataError when the module is missing or altered */
export function openEigen(): LinearAlgebra {
  module.open();
  return eigenBackend;
}
