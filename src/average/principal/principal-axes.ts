/**
 * Principal axes of a cloud, ascending as in the code of Puny et al. 2022 and Lin et al. 2024.
 *
 * | symbol | name here | shape | meaning                                                   |
 * | b      | cloud.shift | d   | the centroid where the group has translations, else 0     |
 * | X      | points    | n × d | rows x_i − b, in the cloud's unit                         |
 * | σ_k    | spreads   | d     | singular values of X; σ_k² are the covariance's eigenvalues |
 * | R      | axes      | d × d | columns r_k, Xᵀ X r_k = σ_k² r_k                          |
 * | q      | flat      |       | axes along which the cloud has no extent; they come first |
 *
 * The axes come from the singular values of X and not from Xᵀ X, whose rounding would hide
 * extents below 1e-8 of the largest.
 */
import {
  type GapClusters,
  gapClusters,
  Matrix,
  singularValueDecomposition,
  thinQR,
} from "../../numerics/index.js";
import { CLASS_TOLERANCE } from "../canonical/rules/node-classes.js";
import { type Cloud, readyCloud } from "../minimal/span/cloud.js";
import type { Precision, SpanOptions } from "../minimal/span/precision.js";

/** Extents nearer than this times the largest are one: their axes are not defined. */
export const SPREAD_TOLERANCE: Readonly<Record<Precision, number>> = { double: 1e-6, single: 1e-4 };

/** Coordinates nearer than this times the extent along their axis are equal. */
export const COORDINATE_TOLERANCE: Readonly<Record<Precision, number>> = {
  double: CLASS_TOLERANCE,
  single: 1e-4,
};

export interface PrincipalAxes {
  readonly cloud: Cloud;
  readonly points: Matrix;
  /** In the cloud's unit. */
  readonly spreads: Float64Array;
  readonly axes: Matrix;
  readonly flat: number;
  /** Classes of equal spreads, those of flat axes included. */
  readonly clusters: GapClusters;
}

/** @throws as `readyCloud` */
export function principalAxes(
  caller: string,
  input: Matrix,
  dimension: number,
  centred: boolean,
  options: SpanOptions,
): PrincipalAxes {
  const cloud = readyCloud(caller, input, dimension, centred, options);
  const points = new Matrix(cloud.count, dimension, cloud.points);
  const { values, V } = singularValueDecomposition(thinQR(points).R);
  const spreads = new Float64Array(dimension);
  const axes = new Matrix(dimension, dimension);
  for (let k = 0; k < dimension; k++) {
    spreads[dimension - 1 - k] = values[k] ?? 0;
    for (let i = 0; i < dimension; i++) {
      axes.data[i * dimension + dimension - 1 - k] = V.at(i, k);
    }
  }
  const flat = spreads.filter((spread) => spread <= cloud.threshold).length;
  const tolerance = SPREAD_TOLERANCE[options.precision ?? "double"];
  const clusters = gapClusters(spreads, tolerance * spreads[dimension - 1]);
  return { cloud, points, spreads, axes, flat, clusters };
}

/**
 * The least difference of spreads that the axes rest on, flat axes with each other aside, in
 * the cloud's unit; Infinity without one.
 */
export function leastGap({ spreads, flat }: PrincipalAxes): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = Math.max(1, flat); k < spreads.length; k++) {
    least = Math.min(least, spreads[k] - spreads[k - 1]);
  }
  return least;
}

/** The axes with column k times signs[k]. */
export function signedAxes(axes: Matrix, signs: ArrayLike<number>): Matrix {
  const out = axes.clone();
  for (let k = 0; k < out.data.length; k++) out.data[k] *= signs[k % out.columns];
  return out;
}
