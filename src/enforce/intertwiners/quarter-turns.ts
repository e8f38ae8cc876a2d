/**
 * Rational elements of the one-parameter groups, as further constraints: a vector that
 * dρ(ξ) annihilates is fixed by exp(t dρ(ξ)), for complex t too.
 *
 * | generator D            | D³     | element                              |
 * | rotation, frequency c  | −c² D  | exp(π D / 2c) = I + D / c + D² / c²  |
 * | boost, rate c          | c² D   | exp(iπ D / c) = I − 2 D² / c²        |
 *
 * Of SO(n) these are signed permutations. On a tensor product they have one or two
 * entries a row, and leave of 3⁸ unknowns some 300 before any elimination begins.
 */
import { denominatorOf, SparseMatrix } from "../../numerics/index.js";

/** Larger factors have their cubes left alone. */
const LARGEST_CUBED = 64;

/**
 * For the differentials of one generator on each factor of a tensor product, the
 * element's matrix on each; undefined when there is no rational one.
 */
export function rationalElement(
  differentials: readonly SparseMatrix[],
): readonly SparseMatrix[] | undefined {
  const rates = differentials.map(squaredRate);
  if (rates.some((rate) => rate === undefined)) return undefined;
  const moving = (rates as number[]).filter((rate) => rate !== 0);
  if (moving.length === 0) return undefined;
  const rotates = moving[0] < 0;
  const slowest = Math.min(...moving.map((rate) => Math.sqrt(Math.abs(rate))));
  const turns = (rates as number[]).map((rate) => Math.sqrt(Math.abs(rate)) / slowest);
  const fits = moving.every((rate) => rate < 0 === rotates);
  if (!fits || denominatorOf(slowest) === 0 || !turns.every(Number.isInteger)) return undefined;
  return differentials.map((D, k) => {
    const identity = SparseMatrix.identity(D.rows);
    if (rates[k] === 0) return identity;
    const rate = turns[k] * slowest;
    const square = squareOf(D);
    const [sine, cosine] = rotates
      ? [[0, 1, 0, -1][turns[k] % 4], [1, 0, -1, 0][turns[k] % 4]]
      : [0, turns[k] % 2 === 0 ? 1 : -1];
    const second = (rotates ? 1 - cosine : cosine - 1) / rate ** 2;
    return SparseMatrix.combine([identity, D, square], [1, sine / rate, second]);
  });
}

/** c² with D³ = c² D (negative for a rotation), 0 for D = 0; undefined when there is none, exactly. */
function squaredRate(D: SparseMatrix): number | undefined {
  if (D.nonZeros === 0) return 0;
  if (D.rows > LARGEST_CUBED) return undefined;
  const cube = SparseMatrix.fromDense(D.multiply(squareOf(D).toDense()));
  if (cube.nonZeros === 0) return undefined;
  const rate = cube.values[0] / D.values[0];
  return cube.add(D, -rate).nonZeros === 0 ? rate : undefined;
}

function squareOf(D: SparseMatrix): SparseMatrix {
  return SparseMatrix.fromDense(D.multiply(D.toDense()));
}
