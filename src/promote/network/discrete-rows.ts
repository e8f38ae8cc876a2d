/**
 * The discrete part of the penalty, a group lasso over candidates g_j:
 * R = Σ_j √(D_j² + ε²) with D_j² = Σ_i ‖ρ_out(g_j)⁻¹ F(g_j x_i) − F(x_i)‖² / N.
 *
 * No derivative of F is needed, so that any activation will do.
 */
import type { PerceptronKernel } from "../../networks/index.js";
import type { Matrix } from "../../numerics/index.js";
import type { PlainAction } from "./plain-action.js";

/** D_j for each candidate, and their sum; adds `factor` times its gradient to the network's. */
export function addDiscretePenalty(
  network: PerceptronKernel,
  action: PlainAction,
  points: Matrix,
  epsilon: number,
  factor: number,
): { value: number; distances: Float64Array } {
  const { inputs: m, outputs: n, discrete } = action;
  const { discreteLinear: linear, discreteOffset: offset, discreteOutput: output } = action;
  const rows = points.rows;
  const moved = new Float64Array((1 + discrete) * rows * m);
  moved.set(points.data);
  for (let j = 0; j < discrete; j++) {
    for (let i = 0; i < rows; i++) {
      for (let a = 0; a < m; a++) {
        let sum = offset[j * m + a];
        for (let b = 0; b < m; b++) {
          sum += linear[(j * m + a) * m + b] * points.data[i * m + b];
        }
        moved[((1 + j) * rows + i) * m + a] = sum;
      }
    }
  }
  const values = network.evaluate(moved, 1).slice();
  const seeds = network.valueSeeds.fill(0);
  const distances = new Float64Array(discrete);
  let value = 0;
  for (let j = 0; j < discrete; j++) {
    const start = (1 + j) * rows * n;
    const difference = new Float64Array(rows * n);
    for (let k = 0; k < rows * n; k++) {
      const i = Math.floor(k / n);
      let sum = -values[k];
      for (let c = 0; c < n; c++)
        sum += output[(j * n + (k % n)) * n + c] * values[start + i * n + c];
      difference[k] = sum;
    }
    const square = difference.reduce((sum, x) => sum + x * x, 0) / rows;
    distances[j] = Math.sqrt(square);
    const root = Math.sqrt(square + epsilon ** 2);
    value += root;
    const share = factor / (rows * root);
    for (let k = 0; k < rows * n; k++) {
      const i = Math.floor(k / n);
      seeds[k] -= share * difference[k];
      for (let c = 0; c < n; c++) {
        seeds[start + i * n + c] += share * difference[k] * output[(j * n + (k % n)) * n + c];
      }
    }
  }
  network.pullValues();
  return { value, distances };
}
