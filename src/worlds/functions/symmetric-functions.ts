/**
 * Test functions for discovering and promoting symmetry with networks, on [−1, 1]ᵐ.
 *
 * | function                                  | symmetry in aff(m) or se(m)             |
 * | |x|²                                      | so(m)                                   |
 * | x² + y² − 2 z²                            | so(2, 1), after scaling z               |
 * | sin 2ρ + z, ρ² = x² + y²                  | so(2) alone                             |
 * | sin 3‖(Qx)_1…(m−1)‖ + ½ sin 2(Qx)_m       | so(m − 1), turned by the hidden Q       |
 * | sin 3⟨u, x⟩                               | the m − 1 translations orthogonal to u  |
 * | 1 − s + 0.3 s², s = |x − c|²              | so(3) about c                           |
 */
import { Matrix, qrWithColumnPivoting, RandomStream } from "../../numerics/index.js";
import type { TargetFunction } from "./target-function.js";

/** |x|² on ℝᵐ. */
export function squaredLength(inputs = 3): TargetFunction {
  return {
    name: "|x|²",
    inputs,
    at: (x) => x.reduce((sum, value) => sum + value * value, 0),
  };
}

/** x² + y² − 2 z². */
export const quadricCone: TargetFunction = {
  name: "x² + y² − 2z²",
  inputs: 3,
  at: ([x, y, z]) => x * x + y * y - 2 * z * z,
};

/** sin 2ρ + z with ρ² = x² + y². */
export const rotationAndHeight: TargetFunction = {
  name: "sin 2ρ + z",
  inputs: 3,
  at: ([x, y, z]) => Math.sin(2 * Math.hypot(x, y)) + z,
};

/** sin 3‖(Qx)_1…(m−1)‖ + ½ sin 2(Qx)_m with a rotation Q that only the seed knows. */
export function hiddenRotation(seed: number, inputs = 5): TargetFunction & { readonly Q: Matrix } {
  const Q = randomOrthogonal(seed, inputs);
  return {
    name: `sin 3‖(Qx)₁…‖ + ½ sin 2(Qx)_${inputs}`,
    inputs,
    Q,
    at: (x) => {
      const y = Q.apply(x);
      const last = y[inputs - 1];
      const radius = Math.hypot(...y.subarray(0, inputs - 1));
      return Math.sin(3 * radius) + Math.sin(2 * last) / 2;
    },
  };
}

/** sin 3⟨u, x⟩ with a unit vector u that only the seed knows. */
export function hiddenRidge(
  seed: number,
  inputs = 6,
): TargetFunction & { readonly direction: Float64Array } {
  const direction = randomOrthogonal(seed, inputs).row(0).slice();
  return {
    name: "sin 3⟨u, x⟩",
    inputs,
    direction,
    at: (x) => Math.sin(3 * direction.reduce((sum, u, b) => sum + u * x[b], 0)),
  };
}

const HIDDEN_CENTRE = Float64Array.of(0.3, -0.2, 0.1);

/** 1 − s + 0.3 s² with s = |x − c|²: a polynomial of degree 4 in ℝ³, symmetric about a point that is not the origin. */
export const hiddenCentre: TargetFunction & { readonly centre: Float64Array } = {
  name: "1 − s + 0.3s², s = |x − c|²",
  inputs: 3,
  centre: HIDDEN_CENTRE,
  at: (x) => {
    const s = HIDDEN_CENTRE.reduce((sum, c, b) => sum + (x[b] - c) ** 2, 0);
    return 1 - s + 0.3 * s * s;
  },
};

/** The orthonormal factor of a normal matrix, its signs such that the other factor's diagonal is positive. */
function randomOrthogonal(seed: number, size: number): Matrix {
  const normals = RandomStream.fromSeed(seed)
    .split("hidden rotation")
    .normals(size * size);
  const { Q, R } = qrWithColumnPivoting(new Matrix(size, size, normals));
  for (let j = 0; j < size; j++) {
    if (R.at(j, j) >= 0) continue;
    for (let i = 0; i < size; i++) Q.data[i * size + j] *= -1;
  }
  return Q.transpose();
}
