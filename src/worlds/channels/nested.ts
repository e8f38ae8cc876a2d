/**
 * A channel whose symmetry is C6 broken a little to C3, and that broken still less to nothing.
 *
 * | symbol | name here | meaning                                                              |
 * | k      |           | (y − x) mod 6                                                        |
 * | θ_xy   |           | b_k + coarse · sin(1 + 3 k + 7 (x mod 2)) + fine · sin(2 + 5 x + 11 y) |
 * | p(y|x) | kernel    | e^θ_xy over its sum in the row                                       |
 *
 * coarse = fine = 0 is circulant, group C6; fine = 0 alone has C3, the shifts by two.
 */
import type { Matrix } from "../../numerics/index.js";
import { kernelOf } from "./named-channels.js";

export interface NestedOptions {
  /** Breaks C6 to C3; default 0.02. */
  readonly coarse?: number;
  /** Breaks C3; default 0.0005. */
  readonly fine?: number;
}

/** b. */
const LOGITS = [2, 1.2, 0.5, -0.2, -0.9, -1.6];

/** 6 × 6. */
export function nestedChannel({ coarse = 0.02, fine = 0.0005 }: NestedOptions = {}): Matrix {
  const weights = kernelOf(6, 6, (x, y) => {
    const k = (y - x + 6) % 6;
    const broken = coarse * Math.sin(1 + 3 * k + 7 * (x % 2));
    return Math.exp(LOGITS[k] + broken + fine * Math.sin(2 + 5 * x + 11 * y));
  });
  const totals = weights
    .toRows()
    .map((row) => row.sort((a, b) => a - b).reduce((s, w) => s + w, 0));
  return kernelOf(6, 6, (x, y) => weights.at(x, y) / totals[x]);
}

/** The pair of shifts x → x + step, y → y + step modulo 6, for both alphabets. */
export function nestedShift(step: number): { input: Int32Array; output: Int32Array } {
  const shift = Int32Array.from({ length: 6 }, (_, i) => (((i + step) % 6) + 6) % 6);
  return { input: shift, output: shift.slice() };
}
