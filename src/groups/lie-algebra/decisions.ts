/**
 * Rank decisions of one analysis, all at one tolerance, and the margin of each.
 * Singular values are measured against a scale that the caller knows (the size
 * that the brackets have), never against the largest of a matrix that may be
 * all noise.
 *
 * | symbol | name      | meaning                                                       |
 * | τ      | tolerance | singular values up to τ · scale count as zero                 |
 * |        | margin    | min(kept / τ scale, τ scale / dropped); near 1 it is a guess  |
 */
import { Matrix, singularValueDecomposition, symmetricEigen } from "../../numerics/index.js";

export interface RankEvidence {
  /** Which decision, in words. */
  readonly what: string;
  readonly rank: number;
  /** The smallest singular value that counts, relative to the scale; 0 at rank 0. */
  readonly kept: number;
  /** The largest that does not, relative to the scale; 0 when none was dropped. */
  readonly dropped: number;
  /** How far, as a factor, the nearest singular value lies from the threshold. */
  readonly margin: number;
}

export class Decisions {
  readonly tolerance: number;
  readonly evidence: RankEvidence[] = [];

  constructor(tolerance: number) {
    this.tolerance = tolerance;
  }

  /** Orthonormal columns that span the range of A. */
  span(what: string, A: Matrix, scale = 1): Matrix {
    const { U, values } = singularValueDecomposition(A, { thin: true });
    return columns(U, 0, this.rank(what, values, scale));
  }

  /** Orthonormal columns that span { x : A x = 0 }. */
  kernel(what: string, A: Matrix, scale = 1): Matrix {
    const { values, V } = singularValueDecomposition(wideToTall(A));
    return columns(V, this.rank(what, values, scale), A.columns);
  }

  /** The kernel of a positive semidefinite Gram matrix AᵀA, from its eigenvalues σ². */
  gramKernel(what: string, gram: Matrix, scale = 1): Matrix {
    const { values, vectors } = symmetricEigen(gram);
    // Squares lose what lies below √ε: such a value is rounding.
    const rounding = 16 * gram.rows * Number.EPSILON * Math.abs(values[values.length - 1] ?? 0);
    const sizes = values.map((value) => (value > rounding ? Math.sqrt(value) : 0)).reverse();
    return columns(vectors, 0, gram.rows - this.rank(what, sizes, scale));
  }

  /** How many of the descending values count; the decision is recorded. */
  rank(what: string, values: Float64Array, scale = 1): number {
    const threshold = this.tolerance * scale;
    const first = values.findIndex((value) => !(value > threshold));
    const rank = first < 0 ? values.length : first;
    const [kept, dropped] = [values[rank - 1] ?? 0, values[rank] ?? 0];
    const margin = Math.min(
      rank === 0 ? Number.POSITIVE_INFINITY : kept / threshold,
      dropped === 0 ? Number.POSITIVE_INFINITY : threshold / dropped,
    );
    this.evidence.push({ what, rank, kept: kept / scale, dropped: dropped / scale, margin });
    return rank;
  }

  /** The decision with the smallest margin. */
  get weakest(): RankEvidence | undefined {
    return this.evidence.reduce<RankEvidence | undefined>(
      (worst, next) => (worst === undefined || next.margin < worst.margin ? next : worst),
      undefined,
    );
  }
}

/** Columns from … to − 1, as a copy. */
export function columns(A: Matrix, from: number, to: number): Matrix {
  const out = new Matrix(A.rows, to - from);
  for (let i = 0; i < A.rows; i++) out.data.set(A.row(i).subarray(from, to), i * out.columns);
  return out;
}

/** The given columns beside each other; `rows` is for an empty list. */
export function fromColumns(rows: number, list: readonly ArrayLike<number>[]): Matrix {
  const out = new Matrix(rows, list.length);
  list.forEach((column, j) => {
    for (let i = 0; i < rows; i++) out.data[i * list.length + j] = column[i];
  });
  return out;
}

/** Orthonormal columns that span the complement of orthonormal columns. */
export function complement(Q: Matrix): Matrix {
  if (Q.columns === 0) return Matrix.identity(Q.rows);
  const { U } = singularValueDecomposition(Q);
  return columns(U, Q.columns, Q.rows);
}

/** A itself, or with rows of zeros added until it has as many as columns. */
function wideToTall(A: Matrix): Matrix {
  if (A.rows >= A.columns) return A;
  const out = new Matrix(A.columns, A.columns);
  out.data.set(A.data);
  return out;
}
