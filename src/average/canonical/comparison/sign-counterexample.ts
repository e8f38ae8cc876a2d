/**
 * Two pairs of columns that no sum of sign-invariant branches tells apart, although no
 * permutation and no signs take one to the other.
 *
 * | symbol | entries                        |                                              |
 * | u₁     | 1 1 −1 −1 2 2 −2 −2            | the first column of both                     |
 * | u₂     | −3 3 1 −1 3 −3 1 −1            | the second of one                            |
 * | u₂′    | −1 −3 −3 −1 3 1 1 3            | the second of the other                      |
 *
 * Each is its own negative up to order, u₂ and u₂′ are orthogonal to u₁, and the multisets of
 * rows (|u₁ᵢ|, |u₂ᵢ|) agree; those of (u₁ᵢ, u₂ᵢ) agree for no choice of signs.
 */
import { Matrix } from "../../../numerics/index.js";

export const signCounterexample: { readonly first: Matrix; readonly second: Matrix } = {
  get first() {
    return columns([1, 1, -1, -1, 2, 2, -2, -2], [-3, 3, 1, -1, 3, -3, 1, -1]);
  },
  get second() {
    return columns([1, 1, -1, -1, 2, 2, -2, -2], [-1, -3, -3, -1, 3, 1, 1, 3]);
  },
};

function columns(u: number[], v: number[]): Matrix {
  return Matrix.fromRows(u.map((entry, i) => [entry, v[i]]));
}
