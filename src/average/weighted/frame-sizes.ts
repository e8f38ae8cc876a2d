/**
 * How many poses a frame has for n points in general position: exact integers.
 *
 * | frame                            | poses                                          |
 * | SO(d), weighted                  | n! / (n−d+1)!: n in the plane, n (n−1) in space |
 * | O(d), weighted, both signs       | 2 n! / (n−d+1)!                                |
 * | O(d), weighted, points alone     | n! / (n−d)!                                    |
 * | S_n, separators                  | (d−1) n (n−1)/2 + 1                            |
 * | S_n, all directions              | Q(n, d), with n (n−1) in the plane             |
 * | S_n, the whole group             | n!, which is what a continuous frame without weights needs for d ≥ 2 |
 *
 * Q(n, d) counts the orders of n points by linear functions: Q(n, d) = Q(n−1, d) +
 * (n−1) Q(n−1, d−1), Q(n, 1) = Q(2, d) = 2 (T. M. Cover 1967, "The number of linearly
 * inducible orderings of points in d-space").
 */
import { DomainError } from "../../errors.js";

export interface FrameSizes {
  readonly points: number;
  readonly dimension: number;
  /** Of SO(d). */
  readonly rotations: bigint;
  /** Of O(d) with both signs of the last axis. */
  readonly orthogonal: bigint;
  /** Of O(d) with the last axis from points. */
  readonly orthogonalByPoints: bigint;
  readonly separators: bigint;
  readonly allDirections: bigint;
  readonly wholePermutationGroup: bigint;
}

/** @throws DomainError unless n ≥ 1 and d ≥ 1 are whole numbers */
export function frameSizes(points: number, dimension: number): FrameSizes {
  for (const [argument, value] of Object.entries({ points, dimension })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new DomainError(
        `frameSizes: ${argument} is ${value}; expected a whole number from 1 on.`,
      );
    }
  }
  const n = BigInt(points);
  const d = BigInt(dimension);
  const chains = falling(n, d - 1n);
  return {
    points,
    dimension,
    rotations: chains,
    orthogonal: 2n * chains,
    orthogonalByPoints: falling(n, d),
    separators: ((d - 1n) * n * (n - 1n)) / 2n + 1n,
    allDirections: linearOrders(points, dimension),
    wholePermutationGroup: falling(n, n),
  };
}

/** n (n−1) ⋯ with as many factors as there are points and levels. */
function falling(n: bigint, levels: bigint): bigint {
  let product = 1n;
  for (let k = 0n; k < levels && k < n; k++) product *= n - k;
  return product;
}

function linearOrders(n: number, d: number): bigint {
  if (n === 1) return 1n;
  let counts: bigint[] = Array(d).fill(2n);
  for (let points = 3; points <= n; points++) {
    const before = counts;
    counts = before.map((count, k) =>
      k === 0 ? count : count + BigInt(points - 1) * before[k - 1],
    );
  }
  return counts[d - 1];
}
