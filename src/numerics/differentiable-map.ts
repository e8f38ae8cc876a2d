/**
 * Maps with a derivative, on batches of points.
 *
 * | symbol    | name here          | shape                                          |
 * | F         | DifferentiableMap  | ℝᵐ → ℝⁿ, m inputs, n outputs                   |
 * | x_i       | points.row(i)      | N × m                                          |
 * | F(x_i)    | values(points)     | N × n                                          |
 * | DF(x_i)   | jacobians(points)  | N · n · m numbers, entry (i, a, b) at (i·n + a)·m + b |
 */
import type { Matrix } from "./matrix.js";

export interface DifferentiableMap {
  readonly inputs: number;
  readonly outputs: number;
  /** F at each row, N × n. */
  values(points: Matrix): Matrix;
  /** ∂F_a / ∂x_b at each row, N × n × m, row-major. */
  jacobians(points: Matrix): Float64Array;
}
