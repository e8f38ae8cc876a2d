/** What a backend computes. Matrices are row-major, have at least one row and column, and finite entries. */
import type { Matrix, Vector } from "../../matrix.js";

export type LinearAlgebraName = "eigen" | "lapack";

/** How much of a square orthogonal factor is wanted. */
export type FactorPart = "none" | "thin" | "full";

export interface SingularFactors {
  /** Left vectors in columns; 0 columns where none were asked for. */
  U: Matrix;
  /** Descending. */
  values: Vector;
  /** Right vectors in columns; 0 columns where none were asked for. */
  V: Matrix;
}

export interface LinearAlgebra {
  readonly name: LinearAlgebraName;
  /** Where it comes from, for people. */
  readonly origin: string;
  /** Values ascending, vectors in columns; reads the lower triangle only. */
  symmetricEigen(a: Matrix): { values: Vector; vectors: Matrix };
  /** A = U · diag(values) · Vᵀ. */
  singularFactors(a: Matrix, u: FactorPart, v: FactorPart): SingularFactors;
  /**
   * The singular values, descending, and the right singular vectors from index
   * `rank(values)` on, those without a singular value included.
   */
  trailingVectors(a: Matrix, rank: (values: Vector) => number): { values: Vector; vectors: Matrix };
  /** A's columns in the order `permutation` = Q · R. */
  pivotedQR(a: Matrix): { Q: Matrix; R: Matrix; permutation: Int32Array };
  /** A = Q · R, Q thin; signs as they come. */
  thinQR(a: Matrix): { Q: Matrix; R: Matrix };
  /** R and Qᵀ · B for A = Q · R with at least as many rows as columns. */
  orthogonalReduction(a: Matrix, b: Matrix): { R: Matrix; C: Matrix };
  /** A = L · Lᵀ, from the lower triangle; the index of the first pivot that is not positive, or −1. */
  cholesky(a: Matrix): { L: Matrix; failed: number };
  /** X with L · X = B, or with Lᵀ · X = B. */
  triangularSolve(l: Matrix, b: Matrix, transposed: boolean): Matrix;
  /** A · B, or Aᵀ · B. */
  product(a: Matrix, b: Matrix, transposed: boolean): Matrix;
}
