/**
 * The infinitesimal part of the penalty: L at some points, and the way back from ∂R/∂L to the
 * gradient in the parameters. The norm is that of arXiv 2311.00212, the way back is ours.
 *
 * | symbol      | name   | shape                                                       |
 * | L           | matrix | (N n) × q: (DF(x_i) v_p(x_i) − B_p F(x_i))_a / √N at (i n + a, p) |
 * | M = ∂R/∂L   | slope  | (N n) × q                                                   |
 * | d_ia        | directions | Σ_p M_(ia)p v_p(x_i) / √N                               |
 *
 * Law: the gradient of R is that of Σ_ia ⟨e_a, DF(x_i) d_ia⟩ − Σ_iap M_(ia)p (B_p F(x_i))_a / √N
 * with M held fixed. One derivative along d for each sample and output is enough.
 */
import type { PerceptronKernel } from "../../networks/index.js";
import { Matrix } from "../../numerics/index.js";
import { type PlainActionAndFields, velocities } from "./plain-action.js";

export interface LieRows {
  readonly matrix: Matrix;
  /** Adds `factor` times the gradient of R to the network's. */
  pull(slope: Matrix, factor: number): void;
}

/** L of the network at the points; the network's batch must stay as it is until `pull`. */
export function lieRows(
  network: PerceptronKernel,
  action: PlainActionAndFields,
  points: Matrix,
): LieRows {
  const { inputs: m, outputs: n, generators: q, output } = action.plain;
  const rows = points.rows;
  const scale = 1 / Math.sqrt(rows);
  const turns = output.some((entry) => entry !== 0);
  const fields = velocities(action, points);
  const values = network.evaluate(points.data, 2).slice();
  const jacobians = network.jacobians();
  const matrix = new Matrix(rows * n, q);
  for (let row = 0; row < rows * n; row++) {
    const i = Math.floor(row / n);
    const a = row % n;
    for (let p = 0; p < q; p++) {
      let sum = 0;
      for (let b = 0; b < m; b++) sum += jacobians[row * m + b] * fields[(i * q + p) * m + b];
      if (turns) {
        for (let c = 0; c < n; c++) sum -= output[(p * n + a) * n + c] * values[i * n + c];
      }
      matrix.data[row * q + p] = scale * sum;
    }
  }
  return {
    matrix,
    pull(slope, factor) {
      const share = factor * scale;
      for (let a = 0; a < n; a++) {
        const directions = network.directions.fill(0);
        for (let i = 0; i < rows; i++) {
          for (let p = 0; p < q; p++) {
            const weight = share * slope.data[(i * n + a) * q + p];
            const field = (i * q + p) * m;
            for (let b = 0; b < m; b++) directions[i * m + b] += weight * fields[field + b];
          }
        }
        network.tangentSeeds.fill(0);
        const seeds = network.tangentSeeds;
        for (let i = 0; i < rows; i++) seeds[i * n + a] = 1;
        const values = network.valueSeeds.fill(0);
        if (turns && a === 0) addTurns(values, slope, share, output, n, q);
        network.pullTangents(n === 1);
      }
    },
  };
}

/** w_ic = −share Σ_ap M_(ia)p (B_p)_ac. */
function addTurns(
  seeds: Float64Array,
  slope: Matrix,
  share: number,
  output: Float64Array,
  n: number,
  q: number,
): void {
  for (let row = 0; row < slope.rows; row++) {
    const i = Math.floor(row / n);
    const a = row % n;
    for (let p = 0; p < q; p++) {
      const weight = share * slope.data[row * q + p];
      for (let c = 0; c < n; c++) seeds[i * n + c] -= weight * output[(p * n + a) * n + c];
    }
  }
}
