/**
 * Channels between finite alphabets.
 *
 * | symbol | name here | shape                                        |
 * | p(x)   | inputLaw  | \|X\|, sums to one                            |
 * | p(y|x) | kernel    | \|X\| × \|Y\|, rows sum to one                |
 * | p(a)   | joint     | \|X\| × \|Y\|, a = (x, y) stands at x \|Y\| + y |
 */
import type { Matrix, Vector } from "../../numerics/index.js";

export interface Channel {
  /** One for each input. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputLaw: Vector;
  readonly kernel: Matrix;
  /** p(x) p(y|x). */
  readonly joint: Matrix;
}

/** A pair (σ, τ) of permutations: input x goes to input[x], output y to output[y]. */
export interface ChannelPair {
  readonly input: Int32Array;
  readonly output: Int32Array;
}
