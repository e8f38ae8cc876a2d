/**
 * Rotations of the plane, R(φ) = (cos φ, −sin φ; sin φ, cos φ), counter-clockwise.
 */
import { Matrix } from "../numerics/index.js";

/** R(φ) for an angle in radians. */
export function planeRotation(angle: number): Matrix {
  return rotationMatrix(Math.cos(angle), Math.sin(angle));
}

/** R(2π · part / whole), without rounding at quarter turns. */
export function partialTurn(part: number, whole: number): Matrix {
  const steps = ((part % whole) + whole) % whole;
  if ((4 * steps) % whole === 0) {
    const quarter = (4 * steps) / whole;
    return rotationMatrix([1, 0, -1, 0][quarter], [0, 1, 0, -1][quarter]);
  }
  return planeRotation((2 * Math.PI * steps) / whole);
}

function rotationMatrix(cosine: number, sine: number): Matrix {
  // 0 − sine, so that a quarter turn has no negative zero
  return new Matrix(2, 2, Float64Array.of(cosine, 0 - sine, sine, cosine));
}
