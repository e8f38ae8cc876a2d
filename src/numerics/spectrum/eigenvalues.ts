/**
 * Eigenvalues of a general real matrix: the diagonal of its complex Schur form.
 * Meant for matrices up to a few hundred rows; O(n³).
 *
 * | symbol | name      | shape                                     |
 * | λ_k    | real[k] + i imaginary[k] | n of them, in no fixed order |
 */

import type { Matrix, Vector } from "../matrix.js";
import { complexMatrix, triangularForm } from "../matrix-functions/complex-schur.js";

export interface Eigenvalues {
  real: Vector;
  /** Exactly 0 for a value that is real to rounding. */
  imaginary: Vector;
}

/**
 * The n eigenvalues of A, with multiplicity. One in a Jordan block of size k is
 * known to about ε^(1/k).
 * @throws ShapeError when A is not square, DomainError when it is not finite,
 *   ConvergenceError when the iteration stalls
 */
export function eigenvalues(A: Matrix): Eigenvalues {
  const triangle = triangularForm("eigenvalues", complexMatrix("eigenvalues", A));
  const n = triangle.rows;
  const rounding = 64 * n * Number.EPSILON * A.maxAbs();
  const real = new Float64Array(n);
  const imaginary = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const [re, im] = triangle.at(k, k);
    real[k] = re;
    imaginary[k] = Math.abs(im) <= rounding ? 0 : im;
  }
  return { real, imaginary };
}
