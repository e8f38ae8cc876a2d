/**
 * Sp(2n, ℝ): gᵀ J g = J with J = (0, I; −I, 0), the linear canonical maps of phase
 * space (q, p) ∈ ℝ²ⁿ.
 *
 * | sp(2n)  | generators                                              | number     |
 * | "A"     | E_ij in the upper left, −E_ji in the lower right block  | n²         |
 * | "B"     | E_ij + E_ji (E_ii) in the upper right block             | n(n + 1)/2 |
 * | "C"     | the same in the lower left block                        | n(n + 1)/2 |
 *
 * Draws: g = k exp(S), k Haar from U(n) = O(2n) ∩ Sp(2n, ℝ) and S = (A, B; B, −A)
 * with normal symmetric A, B (Cartan).
 */
import { Matrix, matrixExponential, type RandomStream } from "../../../numerics/index.js";
import {
  axesName,
  type Entry,
  matrixOf,
  type NamedGenerator,
  requireDimension,
} from "../generators.js";
import { haarUnitary } from "../haar/haar-matrices.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";
import { normalSymmetric } from "./linear.js";

/** Sp(2n, ℝ), n(2n + 1) generators, 2n × 2n matrices. @throws DomainError unless n is whole, 1 … 64 */
export function symplecticGroup(n: number): MatrixLieGroup {
  requireDimension("symplecticGroup", n);
  const form = symplecticForm(n);
  return matrixLieGroup({
    name: `Sp(${2 * n},ℝ)`,
    size: 2 * n,
    compact: false,
    generators: generatorsOf(n),
    inverse: (g) => form.transpose().multiply(g.transpose()).multiply(form),
    sample: (random) => haarUnitary(n, random).multiply(matrixExponential(drawStretch(n, random))),
  });
}

/** J = (0, I; −I, 0). */
export function symplecticForm(n: number): Matrix {
  const entries = Array.from({ length: n }, (_, i): Entry[] => [
    [i, n + i, 1],
    [n + i, i, -1],
  ]);
  return matrixOf(2 * n, entries.flat());
}

function generatorsOf(n: number): NamedGenerator[] {
  const linear: NamedGenerator[] = [];
  const upper: NamedGenerator[] = [];
  const lower: NamedGenerator[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      linear.push({
        name: axesName("A", i, j),
        matrix: matrixOf(2 * n, [
          [i, j, 1],
          [n + j, n + i, -1],
        ]),
      });
    }
    for (let j = i; j < n; j++) {
      const pairs =
        i === j
          ? [[i, i]]
          : [
              [i, j],
              [j, i],
            ];
      upper.push({
        name: axesName("B", i, j),
        matrix: matrixOf(
          2 * n,
          pairs.map(([a, b]): Entry => [a, n + b, 1]),
        ),
      });
      lower.push({
        name: axesName("C", i, j),
        matrix: matrixOf(
          2 * n,
          pairs.map(([a, b]): Entry => [n + a, b, 1]),
        ),
      });
    }
  }
  return [...linear, ...upper, ...lower];
}

function drawStretch(n: number, random: RandomStream): Matrix {
  const a = normalSymmetric(n, random).scale(Math.SQRT1_2);
  const b = normalSymmetric(n, random).scale(Math.SQRT1_2);
  const out = Matrix.zeros(2 * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.data[i * 2 * n + j] = a.at(i, j);
      out.data[i * 2 * n + n + j] = b.at(i, j);
      out.data[(n + i) * 2 * n + j] = b.at(i, j);
      out.data[(n + i) * 2 * n + n + j] = -a.at(i, j);
    }
  }
  return out;
}
