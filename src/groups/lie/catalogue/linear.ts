/**
 * Groups of invertible n × n matrices.
 *
 * | group       | name here             | generators                            | components |
 * | GL(n)       | generalLinearGroup(n) | E_ij, row by row                      | 2          |
 * | SL(n)       | specialLinearGroup(n) | E_ij (i ≠ j), then E_kk − E_k+1,k+1   | 1          |
 * | (ℝ_{>0})^n  | scalingGroup(n)       | E_kk; or I alone for the common scale | 1          |
 *
 * Draws: g = k exp(S) with k from the Haar probability of O(n) or SO(n) and S
 * symmetric (traceless) with normal entries. Since (k, S) ↦ k exp(S) is a
 * diffeomorphism (Cartan), the draw has a positive density everywhere.
 */
import { DomainError } from "../../../errors.js";
import {
  inverseMatrix,
  Matrix,
  matrixExponential,
  type RandomStream,
} from "../../../numerics/index.js";
import {
  axesName,
  linearGenerators,
  matrixOf,
  type NamedGenerator,
  reflection,
  requireComponents,
  requireDimension,
} from "../generators.js";
import { haarOrthogonal, haarRotation } from "../haar/haar-matrices.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";

/** Both components of the invertible matrices, or that with det > 0 alone. */
export type LinearComponents = "identity" | "all";

/** GL(n), or GL⁺(n) with `components: "identity"`. @throws DomainError unless n is whole, 1 … 64, and for other components */
export function generalLinearGroup(
  n: number,
  options: { readonly components?: LinearComponents } = {},
): MatrixLieGroup {
  requireDimension("generalLinearGroup", n);
  const { components = "all" } = options;
  requireComponents("generalLinearGroup", components, ["identity", "all"]);
  return matrixLieGroup({
    name: components === "all" ? `GL(${n})` : `GL⁺(${n})`,
    size: n,
    compact: false,
    generators: linearGenerators(n, n),
    components: components === "all" ? [reflection(n, n - 1)] : [],
    inverse: inverseMatrix,
    sample: (random) => drawInvertible(n, components, random),
  });
}

/** SL(n), det g = 1. @throws DomainError unless n is whole, 1 … 64 */
export function specialLinearGroup(n: number): MatrixLieGroup {
  requireDimension("specialLinearGroup", n);
  const diagonal: NamedGenerator[] = Array.from({ length: n - 1 }, (_, k) => ({
    name: axesName("H", k),
    matrix: matrixOf(n, [
      [k, k, 1],
      [k + 1, k + 1, -1],
    ]),
  }));
  return matrixLieGroup({
    name: `SL(${n})`,
    size: n,
    compact: n === 1,
    generators: [...linearGenerators(n, n, true), ...diagonal],
    inverse: inverseMatrix,
    sample: (random) => {
      const stretch = normalSymmetric(n, random);
      const traceless = stretch.add(Matrix.identity(n), -stretch.trace() / n);
      return haarRotation(n, random).multiply(matrixExponential(traceless));
    },
  });
}

/**
 * Positive scalings of n coordinates, each by its own factor; with `common` all by
 * one factor. Draws are log-normal.
 * @throws DomainError unless n is whole, 1 … 64
 */
export function scalingGroup(
  n: number,
  options: { readonly common?: boolean } = {},
): MatrixLieGroup {
  requireDimension("scalingGroup", n);
  const { common = false } = options;
  const single: NamedGenerator[] = [{ name: "S", matrix: Matrix.identity(n) }];
  const each: NamedGenerator[] = Array.from({ length: n }, (_, k) => ({
    name: axesName("S", k),
    matrix: matrixOf(n, [[k, k, 1]]),
  }));
  return matrixLieGroup({
    name: common ? `scaling(${n}, common)` : `scaling(${n})`,
    size: n,
    compact: false,
    generators: common ? single : each,
    inverse: (g) => Matrix.diagonal(diagonalOf(g).map((factor) => 1 / factor)),
    sample: (random) =>
      Matrix.diagonal(
        common
          ? new Float64Array(n).fill(Math.exp(random.normal()))
          : random.normals(n).map(Math.exp),
      ),
    exp: (xi) => Matrix.diagonal(diagonalOf(xi).map(Math.exp)),
    log: (g) => Matrix.diagonal(diagonalOf(g).map(scaleLogarithm)),
  });
}

/** k exp(S) with k Haar and S normal symmetric. */
export function drawInvertible(
  n: number,
  components: LinearComponents,
  random: RandomStream,
): Matrix {
  const turn = components === "all" ? haarOrthogonal(n, random) : haarRotation(n, random);
  return turn.multiply(matrixExponential(normalSymmetric(n, random)));
}

/** Symmetric, with independent normal entries, so scaled that its norm stays near 1 for every n. */
export function normalSymmetric(n: number, random: RandomStream): Matrix {
  const draw = new Matrix(n, n, random.normals(n * n));
  return draw.add(draw.transpose()).scale(0.5 / Math.sqrt(n));
}

function diagonalOf(matrix: Matrix): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, k) => matrix.at(k, k));
}

function scaleLogarithm(factor: number, k: number): number {
  if (factor > 0) return Math.log(factor);
  throw new DomainError(`its factor ${k} is ${factor}; expected a positive one`);
}
