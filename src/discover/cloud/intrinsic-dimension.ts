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
import { principalAxes } from "./local-frame.js";
import type { Trials } from "./neighbourhoods.js";

/** A cloud without a gap as wide as this at any radius is taken to fill the space. */
export const DIMENSION_GAP = 4;
/** Variances below this share of the largest are rounding. */
export const ROUNDING = 1e-20;

export interface IntrinsicDimension {
  readonly dimension: number;
  readonly gap: number;
  readonly spectrum: Float64Array;
  /** Neighbours at which the gap was widest. */
  readonly neighbours: number;
  /** The estimate from distances, for comparison; it reads noise as dimensions. */
  readonly likelihood: number;
}

/** @param counts numbers of neighbours to try, ascending */
export function intrinsicDimension(trials: Trials, counts: readonly number[]): IntrinsicDimension {
  const m = trials.dimension;
  const found = counts
    .map((count) => ({ ...firstGap(meanSpectrum(trials, count)), neighbours: count }))
    .reduce((best, next) => (next.gap > best.gap ? next : best));
  return {
    ...found,
    dimension: found.gap >= DIMENSION_GAP ? found.dimension : m,
    likelihood: likelihoodDimension(trials, counts[0]),
  };
}

/**
 * The first gap that is at least the square root of the widest: curved curves have a second, often
 * wider gap behind the first, between curvature (radius⁴) and torsion (radius⁶).
 */
function firstGap(spectrum: Float64Array): {
  dimension: number;
  gap: number;
  spectrum: Float64Array;
} {
  // What vanishes to rounding is no thin direction but none: the cloud lies in an affine subspace.
  const present = spectrum.filter((value) => value > ROUNDING).length;
  const ratios = Array.from({ length: present - 1 }, (_, j) => spectrum[j] / spectrum[j + 1]);
  const widest = Math.max(1, ...ratios);
  const first = ratios.findIndex((ratio) => ratio >= Math.max(DIMENSION_GAP, Math.sqrt(widest)));
  if (first >= 0) return { dimension: first + 1, gap: ratios[first], spectrum };
  const flat = present < spectrum.length;
  return { dimension: present, gap: flat ? 1 / ROUNDING : widest, spectrum };
}

function meanSpectrum(trials: Trials, count: number): Float64Array {
  const sums = new Float64Array(trials.dimension);
  for (let i = 0; i < trials.count; i++) {
    principalAxes(trials.around(i, count)).values.forEach((value, j) => {
      sums[trials.dimension - 1 - j] += value;
    });
  }
  return sums.map((value) => value / sums[0]);
}

/** The mean of (count − 3) / Σ log(r_k / r_j) over 0 < j < k, by its inverse. */
function likelihoodDimension(trials: Trials, count: number): number {
  if (count < 4) return Number.NaN;
  let [sum, terms] = [0, 0];
  for (let i = 0; i < trials.count; i++) {
    const distances = trials.squaredDistances(i);
    for (let j = 1; j < count - 1; j++) {
      sum += 0.5 * Math.log(distances[count - 1] / distances[j]);
    }
    terms += count - 3;
  }
  return terms / sum;
}
