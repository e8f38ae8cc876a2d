/**
 * Rank decisions of one analysis, all at one tolerance, and the gap of each.
 * Singular values are measured against a scale that the caller knows (the size
 * that the brackets have), never against the largest of a matrix that may be
 * all noise.
 *
 * | symbol | name      | meaning                                                           |
 * | τ      | tolerance | larger singular values, relative to the scale, count               |
 * | τ/10   |           | smaller ones do not; between the two the largest gap decides        |
 * | τ/20   |           | what noise is expected to be                                      |
 */
import { DomainError } from "../../errors.js";
import {
  columnRange,
  Matrix,
  singularValueDecomposition,
  symmetricEigen,
} from "../../numerics/index.js";

export interface RankEvidence {
  /** Which decision, in words. */
  readonly what: string;
  readonly rank: number;
  /** The smallest singular value that counts, relative to the scale; 0 at rank 0. */
  readonly kept: number;
  /** The largest that does not, relative to the scale; 0 when none was dropped. */
  readonly dropped: number;
  /** kept / max(dropped, τ/20), with τ for kept at rank 0; near 1 the rank is a guess. */
  readonly gap: number;
}

/** Width, as a factor, of the range in which the largest gap decides. */
const WINDOW = 10;

/** Beyond this nothing tells noise from what is there. */
export const LARGEST_TOLERANCE = 0.2;

export class Decisions {
  readonly tolerance: number;
  readonly evidence: RankEvidence[];

  constructor(tolerance: number, evidence: RankEvidence[] = []) {
    this.tolerance = tolerance;
    this.evidence = evidence;
  }

  /** Decisions of the same analysis on what noise has been amplified in; at most LARGEST_TOLERANCE. */
  wider(factor: number): Decisions {
    const tolerance = Math.min(
      factor * this.tolerance,
      Math.max(this.tolerance, LARGEST_TOLERANCE),
    );
    return new Decisions(tolerance, this.evidence);
  }

  /** Orthonormal columns that span the range of A. */
  span(what: string, A: Matrix, scale = 1): Matrix {
    const { U, values } = singularValueDecomposition(A, { thin: true });
    return columnRange(U, 0, this.rank(what, values, scale));
  }

  /** Orthonormal columns that span { x : A x = 0 }; rows may be many. */
  kernel(what: string, A: Matrix, scale = 1): Matrix {
    const { values, V } = singularValueDecomposition(wideToTall(A), { thin: true });
    return columnRange(V, this.rank(what, values, scale), A.columns);
  }

  /** The kernel of a positive semidefinite Gram matrix AᵀA, from its eigenvalues σ². */
  gramKernel(what: string, gram: Matrix, scale = 1): Matrix {
    const { values, vectors } = symmetricEigen(gram);
    // Squares lose what lies below √ε: such a value is rounding.
    const rounding = 16 * gram.rows * Number.EPSILON * Math.abs(values[values.length - 1] ?? 0);
    const sizes = values.map((value) => (value > rounding ? Math.sqrt(value) : 0)).reverse();
    return columnRange(vectors, 0, gram.rows - this.rank(what, sizes, scale));
  }

  /** How many of the descending values count; the decision is recorded. */
  rank(what: string, values: Float64Array, scale = 1): number {
    const noise = (this.tolerance * scale) / WINDOW / 2;
    const counts = (limit: number): number => values.filter((value) => value > limit).length;
    const gapAt = (rank: number): number =>
      (values[rank - 1] ?? this.tolerance * scale) / Math.max(values[rank] ?? 0, noise);
    const [fewest, most] = [counts(this.tolerance * scale), counts(2 * noise)];
    let rank = fewest;
    for (let other = fewest + 1; other <= most; other++) {
      if (gapAt(other) > gapAt(rank)) rank = other;
    }
    const [kept, dropped] = [values[rank - 1] ?? 0, values[rank] ?? 0];
    this.evidence.push({
      what,
      rank,
      kept: kept / scale,
      dropped: dropped / scale,
      gap: gapAt(rank),
    });
    return rank;
  }

  /** The decision with the smallest gap. */
  get weakest(): RankEvidence | undefined {
    return this.evidence.reduce<RankEvidence | undefined>(
      (worst, next) => (worst === undefined || next.gap < worst.gap ? next : worst),
      undefined,
    );
  }
}

/** The option. @throws DomainError unless it lies in [0, 1) */
export function requireFraction(caller: string, option: string, value: number): number {
  if (!(value >= 0 && value < 1)) {
    throw new DomainError(
      `${caller}: ${option} is ${value}; expected a number in [0, 1), relative to matrices and brackets of size one.`,
    );
  }
  return value;
}

/** The given columns beside each other; `rows` is for an empty list. */
export function fromColumns(rows: number, list: readonly ArrayLike<number>[]): Matrix {
  const out = new Matrix(rows, list.length);
  list.forEach((column, j) => {
    for (let i = 0; i < rows; i++) out.data[i * list.length + j] = column[i];
  });
  return out;
}

/** Columns of A, then of B. */
export function beside(A: Matrix, B: Matrix): Matrix {
  const list = [A, B].flatMap((M) => Array.from({ length: M.columns }, (_, k) => M.column(k)));
  return fromColumns(A.rows, list);
}

/** Orthonormal columns that span the complement of orthonormal columns. */
export function complement(Q: Matrix): Matrix {
  if (Q.columns === 0) return Matrix.identity(Q.rows);
  const { U } = singularValueDecomposition(Q);
  return columnRange(U, Q.columns, Q.rows);
}

/** A itself, or with rows of zeros added until it has as many as columns. */
function wideToTall(A: Matrix): Matrix {
  if (A.rows >= A.columns) return A;
  const out = new Matrix(A.columns, A.columns);
  out.data.set(A.data);
  return out;
}
