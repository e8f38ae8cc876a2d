/**
 * Which pairs of inputs no embedding of a sequence tells apart (Puny et al. 2022: 100 random
 * networks; |e(x) − e(y)|₁ > 10⁻³ for one of them separates x and y).
 *
 * The first embedding is sorted by its first coordinate, so that only neighbours there are
 * compared; the next ones look at the pairs that are left, and the sequence ends when none is.
 */
import { DomainError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";

export interface SeparationOptions {
  /** The most embeddings that are tried; default 100. */
  readonly embeddings?: number;
  /** Distance in the sum of absolute values up to which two embeddings are one; default 1e-3. */
  readonly tolerance?: number;
}

export interface Separation {
  /** Pairs of rows that no embedding separated. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Embeddings that were computed. */
  readonly embeddings: number;
}

/** @param embed the k-th embedding of all inputs, one in each row */
export function unseparatedPairs(
  embed: (k: number) => Matrix,
  options: SeparationOptions = {},
): Separation {
  const { embeddings = 100, tolerance = 1e-3 } = options;
  if (!Number.isInteger(embeddings) || embeddings < 1 || !(tolerance >= 0)) {
    throw new DomainError(
      `unseparatedPairs: got ${embeddings} embeddings and the tolerance ${tolerance}; expected a whole number from 1 on, and a number from 0 on.`,
    );
  }
  let pairs = nearPairs(embed(0), tolerance);
  let used = 1;
  for (; pairs.length > 0 && used < embeddings; used++) {
    const values = embed(used);
    pairs = pairs.filter(([i, j]) => distance(values, i, j) <= tolerance);
  }
  return { pairs, embeddings: used };
}

function nearPairs(values: Matrix, tolerance: number): (readonly [number, number])[] {
  const first = values.column(0);
  const order = Array.from(first.keys()).sort((i, j) => first[i] - first[j] || i - j);
  const pairs: (readonly [number, number])[] = [];
  order.forEach((i, k) => {
    for (let l = k + 1; l < order.length && first[order[l]] - first[i] <= tolerance; l++) {
      if (distance(values, i, order[l]) <= tolerance) pairs.push([i, order[l]]);
    }
  });
  return pairs;
}

function distance(values: Matrix, i: number, j: number): number {
  const other = values.row(j);
  return values.row(i).reduce((sum, entry, k) => sum + Math.abs(entry - other[k]), 0);
}
