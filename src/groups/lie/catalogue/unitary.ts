/**
 * U(n) and SU(n) as real 2n × 2n matrices: z = x + iy ∈ ℂⁿ is (x, y) ∈ ℝ²ⁿ, and
 * X + iY is (X, −Y; Y, X).
 *
 * | algebra | generators                                                        |
 * | u(n)    | "R": E_ji − E_ij; "Q": i (E_ij + E_ji); "P": i E_kk               |
 * | su(n)   | "R", "Q" and "H": i (E_kk − E_k+1,k+1)                            |
 *
 * Laws: gᵀ g = I and g J = J g for J = (0, −I; I, 0), the product by i.
 */
import type { Matrix } from "../../../numerics/index.js";
import {
  axesName,
  axisPairs,
  type Entry,
  matrixOf,
  type NamedGenerator,
  requireDimension,
} from "../generators.js";
import { haarSpecialUnitary, haarUnitary } from "../haar/haar-matrices.js";
import { equalAngles } from "../haar/haar-rules.js";
import { unitaryLogarithm } from "../logarithm/unitary-logarithm.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";
import { restoreOrthogonal } from "./orthogonal.js";

/** U(n), n² generators. @throws DomainError unless n is whole, 1 … 64 */
export function unitaryGroup(n: number): MatrixLieGroup {
  requireDimension("unitaryGroup", n);
  const phases = Array.from({ length: n }, (_, k) => ({
    name: axesName("P", k),
    matrix: imaginary(n, [[k, k, 1]]),
  }));
  return matrixLieGroup({
    name: `U(${n})`,
    size: 2 * n,
    compact: true,
    generators: [...offDiagonal(n), ...phases],
    inverse: (g) => g.transpose(),
    restore: restoreOrthogonal,
    log: (g) => unitaryLogarithm(g, false),
    sample: (random) => haarUnitary(n, random),
    // U(1) is the circle.
    ...(n === 1 && { quadrature: equalAngles }),
  });
}

/** SU(n), n² − 1 generators. @throws DomainError unless n is whole, 1 … 64 */
export function specialUnitaryGroup(n: number): MatrixLieGroup {
  requireDimension("specialUnitaryGroup", n);
  const phases = Array.from({ length: n - 1 }, (_, k) => ({
    name: axesName("H", k),
    matrix: imaginary(n, [
      [k, k, 1],
      [k + 1, k + 1, -1],
    ]),
  }));
  return matrixLieGroup({
    name: `SU(${n})`,
    size: 2 * n,
    compact: true,
    generators: [...offDiagonal(n), ...phases],
    inverse: (g) => g.transpose(),
    restore: restoreOrthogonal,
    log: (g) => unitaryLogarithm(g, true),
    sample: (random) => haarSpecialUnitary(n, random),
  });
}

function offDiagonal(n: number): NamedGenerator[] {
  return axisPairs(n).flatMap(([i, j]) => [
    {
      name: axesName("R", i, j),
      matrix: real(n, [
        [j, i, 1],
        [i, j, -1],
      ]),
    },
    {
      name: axesName("Q", i, j),
      matrix: imaginary(n, [
        [i, j, 1],
        [j, i, 1],
      ]),
    },
  ]);
}

/** (X, 0; 0, X). */
function real(n: number, entries: readonly Entry[]): Matrix {
  return matrixOf(
    2 * n,
    entries.flatMap(([i, j, value]): Entry[] => [
      [i, j, value],
      [n + i, n + j, value],
    ]),
  );
}

/** (0, −Y; Y, 0). */
function imaginary(n: number, entries: readonly Entry[]): Matrix {
  return matrixOf(
    2 * n,
    entries.flatMap(([i, j, value]): Entry[] => [
      [n + i, j, value],
      [i, n + j, -value],
    ]),
  );
}
