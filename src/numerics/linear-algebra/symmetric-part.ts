import { DomainError } from "../../errors.js";
import type { Matrix } from "../matrix.js";
import { requireSquare } from "./finite-matrix.js";

/** Largest |a_ij − a_ji| that still counts as symmetric, relative to the largest |a_ij|. */
export const SYMMETRY_TOLERANCE = 1e-10;

/**
 * A finite n × n matrix that is symmetric up to rounding, with the rounding averaged away.
 * @throws ShapeError when it is not square, DomainError when it is not symmetric or not finite
 */
export function requireSymmetric(caller: string, argument: string, A: Matrix): Matrix {
  const n = requireSquare(caller, argument, A);
  const out = A.transpose();
  const admitted = SYMMETRY_TOLERANCE * A.maxAbs();
  for (let k = 0; k < out.data.length; k++) {
    const value = A.data[k];
    const mirrored = out.data[k];
    if (value === mirrored) continue;
    if (Math.abs(value - mirrored) > admitted) {
      const [i, j] = [k % n, Math.floor(k / n)];
      throw new DomainError(
        `${caller}: ${argument}(${i}, ${j}) = ${mirrored} but ${argument}(${j}, ${i}) = ${value}; expected a symmetric matrix (to ${SYMMETRY_TOLERANCE} of its largest entry). Pass (${argument} + ${argument}ᵀ)/2 if that is what you mean.`,
      );
    }
    out.data[k] = value / 2 + mirrored / 2;
  }
  return out;
}
