import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../matrix.js";
import { requireFinite } from "./finite-matrix.js";

/** Largest |a_ij − a_ji| that still counts as symmetric, relative to the largest |a_ij|. */
export const SYMMETRY_TOLERANCE = 1e-10;

/**
 * A finite n × n matrix that is symmetric up to rounding, with the rounding averaged away.
 * @throws ShapeError when it is not square, DomainError when it is not symmetric or not finite
 */
export function requireSymmetric(caller: string, argument: string, A: Matrix): Matrix {
  const n = A.rows;
  if (A.columns !== n) {
    throw new ShapeError(
      `${caller}: ${argument} is ${n} × ${A.columns}; expected a square matrix.`,
    );
  }
  requireFinite(caller, argument, A);
  const out = new Matrix(n, n);
  const admitted = SYMMETRY_TOLERANCE * A.maxAbs();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [lower, upper] = [A.data[i * n + j], A.data[j * n + i]];
      if (Math.abs(lower - upper) > admitted) {
        throw new DomainError(
          `${caller}: ${argument}(${i}, ${j}) = ${lower} but ${argument}(${j}, ${i}) = ${upper}; expected a symmetric matrix (to ${SYMMETRY_TOLERANCE} of its largest entry). Pass (${argument} + ${argument}ᵀ)/2 if that is what you mean.`,
        );
      }
      const value = lower === upper ? lower : lower / 2 + upper / 2;
      out.data[i * n + j] = value;
      out.data[j * n + i] = value;
    }
  }
  return out;
}
