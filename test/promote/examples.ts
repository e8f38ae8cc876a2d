import { specialEuclideanGroup, translationGroup } from "../../src/groups/index.js";
import {
  affineAction,
  type LieDerivative,
  lieDerivative,
  polynomialMaps,
} from "../../src/lie-derivative/index.js";
import { Matrix, RandomStream, type SparseEntry, SparseMatrix } from "../../src/numerics/index.js";
import { LieOperator } from "../../src/promote/solver/lie-operator.js";

export const normals = (seed: number, count: number): Float64Array =>
  RandomStream.fromSeed(seed).normals(count);

export const gaussian = (seed: number, rows: number, columns: number): Matrix =>
  new Matrix(rows, columns, normals(seed, rows * columns));

export function sparse(matrix: Matrix): SparseMatrix {
  const entries: SparseEntry[] = [];
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.columns; j++) entries.push([i, j, matrix.at(i, j)]);
  }
  return SparseMatrix.fromEntries(matrix.rows, matrix.columns, entries);
}

/** Blocks of dense Gaussian entries, K × P, and a root of more rows than columns. */
export function randomOperator(seed: number, q: number, K: number, P: number): LieOperator {
  const blocks = Array.from({ length: q }, (_, p) => sparse(gaussian(seed + p, K, P)));
  return LieOperator.from(blocks, P, gaussian(seed + 1000, K + 2, K));
}

export const translations = (m: number, degree: number): LieDerivative =>
  lieDerivative(polynomialMaps(m, degree), affineAction(translationGroup(m)));

export const motions = (m: number, degree: number): LieDerivative =>
  lieDerivative(polynomialMaps(m, degree), affineAction(specialEuclideanGroup(m)));

/** Uniform in [−1, 1]ᵐ. */
export function uniform(seed: number, count: number, m: number): Matrix {
  const stream = RandomStream.fromSeed(seed);
  return new Matrix(
    count,
    m,
    Float64Array.from({ length: count * m }, () => 2 * stream.uniform() - 1),
  );
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
