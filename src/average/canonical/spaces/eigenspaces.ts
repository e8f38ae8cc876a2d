/**
 * Eigenspaces of a symmetric matrix, told apart by the gaps between eigenvalues and never cut.
 *
 * | symbol  | name here    | shape | meaning                                         |
 * | λ       | eigenvalue   |       | mean of the eigenvalues taken together          |
 * | m       | multiplicity |       | dimension of the space                          |
 * | U       | basis        | n × m | an orthonormal basis: whichever the solver gave |
 * | P = UUᵀ | projector()  | n × n | what is the same for every basis                |
 */
import { DomainError } from "../../../errors.js";
import {
  columnRange,
  gapClusters,
  Matrix,
  product,
  symmetricEigen,
} from "../../../numerics/index.js";

/** Eigenvalues nearer than this times the largest |λ| are one (Ma et al. 2024 round to 6 decimals). */
export const SPACE_TOLERANCE = 1e-6;

export interface Eigenspace {
  readonly eigenvalue: number;
  readonly multiplicity: number;
  readonly basis: Matrix;
  /** Distance to the nearest eigenvalue of another space, in the matrix's units; Infinity without one. */
  readonly gap: number;
}

/**
 * All eigenspaces, ascending by eigenvalue.
 * @param tolerance relative to the largest |λ|
 * @throws ShapeError unless square; DomainError unless finite and symmetric, or for a tolerance
 *   outside [0, 1)
 */
export function eigenspaces(matrix: Matrix, tolerance: number = SPACE_TOLERANCE): Eigenspace[] {
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw new DomainError(`eigenspaces: tolerance is ${tolerance}; expected a number in [0, 1).`);
  }
  const { values, vectors } = symmetricEigen(matrix);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { classes, count } = gapClusters(values, tolerance * largest);
  return Array.from({ length: count }, (_, space) => {
    const first = classes.indexOf(space);
    const end = classes.lastIndexOf(space) + 1;
    const before = first === 0 ? Number.POSITIVE_INFINITY : values[first] - values[first - 1];
    const after = end === values.length ? Number.POSITIVE_INFINITY : values[end] - values[end - 1];
    return {
      eigenvalue:
        values.subarray(first, end).reduce((sum, value) => sum + value, 0) / (end - first),
      multiplicity: end - first,
      basis: columnRange(vectors, first, end),
      gap: Math.min(before, after),
    };
  });
}

/** U Uᵀ. */
export function projector(basis: Matrix): Matrix {
  return product(basis, basis.transpose());
}

/** Columns of several matrices of n rows, side by side. */
export function sideBySide(rows: number, parts: readonly Matrix[]): Matrix {
  const out = new Matrix(
    rows,
    parts.reduce((sum, { columns }) => sum + columns, 0),
  );
  let first = 0;
  for (const part of parts) {
    for (let i = 0; i < rows; i++) out.data.set(part.row(i), i * out.columns + first);
    first += part.columns;
  }
  return out;
}
