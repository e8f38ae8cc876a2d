/**
 * From a list of matrices to an orthonormal basis of their span in the Frobenius
 * product ⟨A, B⟩ = tr AᵀB, so that nothing later depends on how the list was scaled.
 */
import { DomainError, ShapeError } from "../../errors.js";
import {
  columnRange,
  Matrix,
  requireMatrix,
  singularValueDecomposition,
} from "../../numerics/index.js";
import { requireFraction } from "./decisions.js";

export interface MatrixBasis {
  /** n, for n × n matrices; 0 for an empty list. */
  readonly size: number;
  /** Orthonormal in the Frobenius product. */
  readonly elements: readonly Matrix[];
  /** n² × d: column k holds the entries of elements[k], row after row. */
  readonly columns: Matrix;
}

/** Below this, relative to the largest singular value, a matrix depends on the others. */
export const DEPENDENCE_TOLERANCE = 1e-8;

/**
 * The orthonormal basis. Dependent and zero matrices are dropped; each matrix is
 * brought to norm one first.
 * @throws ShapeError for matrices that are not square or differ in size,
 *   DomainError naming a NaN or Infinity, or for a tolerance outside [0, 1)
 */
export function matrixBasis(
  caller: string,
  matrices: readonly Matrix[],
  tolerance: number = DEPENDENCE_TOLERANCE,
): MatrixBasis {
  requireFraction(caller, "dependenceTolerance", tolerance);
  if (!Array.isArray(matrices as unknown)) {
    throw new ShapeError(`${caller}: got no list; expected an array of square matrices.`);
  }
  matrices.forEach((matrix, k) => {
    requireMatrix(caller, `basis[${k}]`, matrix);
  });
  const size = matrices[0]?.rows ?? 0;
  const stacked = new Matrix(matrices.length, size * size);
  matrices.forEach((matrix, k) => {
    requireSquare(caller, matrix, k, size);
    const largest = matrix.maxAbs();
    if (largest === 0) return;
    // 1 / largest may pass the largest number.
    const unit = new Matrix(
      size,
      size,
      matrix.data.map((value) => value / largest),
    );
    stacked.data.set(unit.scale(1 / unit.frobeniusNorm()).data, k * size * size);
  });
  const { V, values } = singularValueDecomposition(stacked, { thin: true });
  const rank = values.filter((value) => value > tolerance * values[0]).length;
  const columns = columnRange(V, 0, rank);
  const elements = Array.from(
    { length: rank },
    (_, k) => new Matrix(size, size, columns.column(k)),
  );
  return { size, elements, columns };
}

/** Σ x_k elements[k], of at least one element. */
export function combination(elements: readonly Matrix[], x: ArrayLike<number>): Matrix {
  const out = Matrix.zeros(elements[0].rows);
  elements.forEach((element, k) => {
    const factor = x[k];
    if (factor === 0) return;
    for (let e = 0; e < out.data.length; e++) out.data[e] += factor * element.data[e];
  });
  return out;
}

function requireSquare(caller: string, matrix: Matrix, k: number, size: number): void {
  if (matrix.rows !== matrix.columns || matrix.rows !== size || size === 0) {
    throw new ShapeError(
      `${caller}: basis[${k}] is ${matrix.rows} × ${matrix.columns}; expected square matrices of one size, like basis[0].`,
    );
  }
  const bad = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(
      `${caller}: entry (${Math.floor(bad / size)}, ${bad % size}) of basis[${k}] is ${matrix.data[bad]}; expected a finite number.`,
    );
  }
}
