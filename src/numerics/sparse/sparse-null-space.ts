/**
 * { x : A x = 0 } for a sparse Float64 matrix, by singular values, never through AᵀA.
 *
 * A is block diagonal after sorting by its connected components. Each component with more
 * rows than columns is first compressed by QR, some rows at a time, to at most as many
 * rows as columns, which keeps the singular values; then follows its dense decomposition.
 * One tolerance, relative to the largest singular value of all of A, decides everywhere.
 *
 * Memory for a component of c columns: about 6 c² numbers while it is solved (c = 4000:
 * 800 MB), beside A and the basis; the time grows with c³.
 */
import { DomainError } from "../../errors.js";
import { singularFactors } from "../linear-algebra/factorisations/singular-values.js";
import { type NullSpace, qrWithColumnPivoting, type RankOptions } from "../linear-algebra/index.js";
import { decideRank } from "../linear-algebra/rank.js";
import { Matrix } from "../matrix.js";
import { type Component, connectedComponents } from "./components.js";
import { Triplets } from "./compressed-rows.js";
import { SparseMatrix } from "./sparse-matrix.js";

/** A component with more columns is refused: its decomposition would take hours. */
export const LARGEST_SPARSE_COMPONENT = 8000;

export interface SparseNullSpace extends NullSpace {
  /** The basis without its zeros: vectors of different components share no coordinate. */
  readonly sparseBasis: SparseMatrix;
  /** Connected components that have an entry. */
  readonly components: number;
  /** Columns of the largest one. */
  readonly largestComponent: number;
}

/**
 * An orthonormal basis of the null space of A, with the rank decision and the gap that
 * it rests on; `basis` is made when it is first asked for.
 * @throws DomainError when the tolerance is outside [0, 1), or for a component with more
 *   than LARGEST_SPARSE_COMPONENT columns
 */
export function sparseNullSpace(A: SparseMatrix, options: RankOptions = {}): SparseNullSpace {
  const rows = Array.from({ length: A.rows }, (_, i) => i);
  const components = connectedComponents(A, rows);
  const largestComponent = components.reduce((size, c) => Math.max(size, c.columns.length), 0);
  if (largestComponent > LARGEST_SPARSE_COMPONENT) {
    throw new DomainError(
      `sparseNullSpace: A has a connected component of ${largestComponent} columns; expected at most ${LARGEST_SPARSE_COMPONENT}, since it is decomposed densely. If the entries are fractions, use exactNullSpace.`,
    );
  }
  const factors = components.map((component) => decompose(component));
  const values = new Float64Array(Math.min(A.rows, A.columns));
  values.set(
    Float64Array.from(factors.flatMap((f) => Array.from(f.values)))
      .sort()
      .reverse(),
  );
  const decision = decideRank("sparseNullSpace", values, options);
  // σ > threshold is what decideRank keeps; at rank 0 nothing is
  const smallestKept = decision.rank === 0 ? Number.POSITIVE_INFINITY : decision.gap.kept;
  const sparseBasis = gather(A.columns, components, factors, smallestKept);
  let dense: Matrix | undefined;
  return {
    ...decision,
    sparseBasis,
    components: components.length,
    largestComponent,
    get basis(): Matrix {
      dense ??= sparseBasis.toDense();
      return dense;
    },
  };
}

interface ComponentFactors {
  readonly values: Float64Array;
  readonly V: Matrix;
}

function decompose({ matrix }: Component): ComponentFactors {
  const { rows, columns, rowStarts, columnIndices, values } = matrix;
  let upper = new Matrix(0, columns);
  for (let from = 0; from < rows; ) {
    const to = Math.min(rows, from + Math.max(2 * columns, 64));
    const part = new Matrix(upper.rows + to - from, columns);
    part.data.set(upper.data);
    for (let i = from; i < to; i++) {
      const row = part.row(upper.rows + i - from);
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) row[columnIndices[k]] = values[k];
    }
    upper = part.rows > columns ? triangle(part) : part;
    from = to;
  }
  const factors = singularFactors("sparseNullSpace", upper, "none", "full");
  return { values: factors.values, V: factors.V };
}

/** R of A = Q R with the columns in A's order: RᵀR = AᵀA without forming it. */
function triangle(A: Matrix): Matrix {
  const { R, permutation } = qrWithColumnPivoting(A);
  const out = new Matrix(R.rows, R.columns);
  for (let i = 0; i < R.rows; i++) {
    for (let j = 0; j < R.columns; j++) out.data[i * R.columns + permutation[j]] = R.at(i, j);
  }
  return out;
}

function gather(
  columns: number,
  components: readonly Component[],
  factors: readonly ComponentFactors[],
  smallestKept: number,
): SparseMatrix {
  const out = new Triplets();
  const covered = new Uint8Array(columns);
  let vector = 0;
  components.forEach((component, c) => {
    for (const j of component.columns) covered[j] = 1;
    const { values, V } = factors[c];
    const rank = values.findIndex((value) => value < smallestKept);
    for (let v = rank < 0 ? values.length : rank; v < V.columns; v++, vector++) {
      component.columns.forEach((j, i) => {
        const value = V.data[i * V.columns + v];
        if (value !== 0) out.push(j, vector, value);
      });
    }
  });
  for (let j = 0; j < columns; j++) if (covered[j] === 0) out.push(j, vector++, 1);
  return SparseMatrix.fromCompressedRows(out.compress(columns, vector));
}
