/**
 * How many dimensions a cloud has, from the variances of its neighbourhoods along their principal
 * axes: along a surface they grow with the radius squared, across it they are what noise and curvature
 * make. Several radii are tried, since noise fills the small ones and curvature the large ones, and
 * the widest gap decides.
 *
 * | symbol | name here   | shape                                                            |
 * | λ_j    | spectrum    | m, descending, mean over points of each neighbourhood's variances, largest one 1 |
 * |        | gap         | λ_d / λ_{d+1}                                                     |
 * | d̂      | likelihood  | by distances alone: E. Levina and P. J. Bickel, Maximum likelihood estimation of intrinsic dimension (2004) |
 */
import type { KDTree, Matrix } from "../../numerics/index.js";
import { principalAxes } from "./local-frame.js";
import { evenlySpread, rowsAt } from "./neighbourhoods.js";

/** A cloud without a gap as wide as this at any radius is taken to fill the space. */
export const DIMENSION_GAP = 4;
const MOST_POINTS = 300;

export interface IntrinsicDimension {
  readonly dimension: number;
  readonly gap: number;
  readonly spectrum: Float64Array;
  /** Neighbours at which the gap was widest. */
  readonly neighbours: number;
  /** The estimate from distances, for comparison; it reads noise as dimensions. */
  readonly likelihood: number;
}

/** @param counts numbers of neighbours to try, each at most N */
export function intrinsicDimension(tree: KDTree, counts: readonly number[]): IntrinsicDimension {
  const m = tree.points.columns;
  const queries = evenlySpread(tree.points, MOST_POINTS);
  let best: Omit<IntrinsicDimension, "likelihood"> | undefined;
  for (const count of counts) {
    const spectrum = meanSpectrum(tree, queries, count);
    let [dimension, gap] = [m, 1];
    for (let d = 1; d < m; d++) {
      const ratio = spectrum[d - 1] / Math.max(spectrum[d], 1e-30);
      if (ratio > gap) [dimension, gap] = [d, ratio];
    }
    if (best === undefined || gap > best.gap) {
      best = { dimension, gap, spectrum, neighbours: count };
    }
  }
  const found = best!;
  return {
    ...found,
    dimension: found.gap >= DIMENSION_GAP ? found.dimension : m,
    likelihood: likelihoodDimension(tree, queries, Math.min(counts[0], tree.points.rows)),
  };
}

function meanSpectrum(tree: KDTree, queries: Matrix, count: number): Float64Array {
  const m = queries.columns;
  const { indices } = tree.nearest(queries, count);
  const sums = new Float64Array(m);
  for (let i = 0; i < queries.rows; i++) {
    const around = rowsAt(tree.points, indices.subarray(i * count, (i + 1) * count));
    principalAxes(around).values.forEach((value, j) => {
      sums[m - 1 - j] += value;
    });
  }
  return sums.map((value) => value / sums[0]);
}

/** 1 / mean of log(r_k / r_j), j < k, with the bias of small k taken off. */
function likelihoodDimension(tree: KDTree, queries: Matrix, count: number): number {
  if (count < 4) return Number.NaN;
  const { squaredDistances } = tree.nearest(queries, count);
  let [sum, terms] = [0, 0];
  for (let i = 0; i < queries.rows; i++) {
    const last = squaredDistances[(i + 1) * count - 1];
    for (let j = 1; j < count - 1; j++) {
      const own = squaredDistances[i * count + j];
      if (own > 0) sum += 0.5 * Math.log(last / own);
    }
    terms += count - 3;
  }
  return terms / sum;
}
