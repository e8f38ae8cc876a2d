/**
 * The improved principal frame of Lin et al. 2024 (iFA): points are weighted until no two
 * spreads are equal, and the axes of the weighted cloud are taken with all signs.
 *
 * | symbol | name here | meaning                                                          |
 * | λ      |           | an eigenvalue of Xᵀ X with multiplicity m > 1                     |
 * | u_k    |           | point k projected on its space                                    |
 * | ε      | ladder    | 0.1, 0.2, … 1: point k is scaled by √(1 + ε λ / ‖u_k‖²) until the excess Σ(m − 1) falls |
 *
 * For each λ up to m − 1 points are tried, in their order: the frame sees the order of the
 * points. Axes without extent carry nothing, also where a group would determine them.
 */
import {
  columnRange,
  gapClusters,
  type Matrix,
  product,
  symmetricEigen,
} from "../../numerics/index.js";
import type { Frame } from "../frame.js";
import type { LinearPose } from "../minimal/index.js";
import { principalAxes, signedAxes } from "./principal-axes.js";
import {
  type PrincipalFrameOptions,
  requireSignedDimension,
  signPatterns,
} from "./principal-frame.js";
import { flatStabilisers, principalPose } from "./principal-pose.js";

/** Eigenvalues nearer than this times the largest are equal; the code rounds them to 5 decimals. */
const EQUAL = 1e-5;
const LADDER = Array.from({ length: 10 }, (_, k) => (k + 1) / 10);

/**
 * iFA of O(d) or E(d). No `inspect`: it jumps where a step of the ladder begins to separate two
 * spreads, and no distance to that is known in closed form; `probeFrame` measures it.
 * @throws as `principalFrame`
 */
export function reweightedPrincipalFrame(
  dimension: number,
  options: Omit<PrincipalFrameOptions, "special"> = {},
): Frame<Matrix, LinearPose> {
  requireSignedDimension("reweightedPrincipalFrame", dimension);
  const { centred = false } = options;
  const name = `reweighted principal frame of ${centred ? "E" : "O"}(${dimension})`;
  const patterns = signPatterns(dimension);
  const stabiliserOf = flatStabilisers(false, dimension);
  return {
    name,
    poses(input): LinearPose[] {
      const principal = principalAxes(name, input, dimension, centred, options);
      const { vectors } = symmetricEigen(covariance(reweighted(principal.points)));
      const stabiliser = stabiliserOf(principal.flat);
      return patterns.map((signs) =>
        principalPose(principal, signedAxes(vectors, signs), stabiliser, 1 / patterns.length),
      );
    },
  };
}

/** The rows of X scaled as far as needed to tell its spreads apart. */
export function reweighted(X: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(covariance(X));
  const largest = Math.max(0, ...values);
  const { classes, count } = equalValues(values);
  const used = new Set<number>();
  let weighted = X;
  for (let space = 0; space < count; space++) {
    const first = classes.indexOf(space);
    const end = classes.lastIndexOf(space) + 1;
    const eigenvalue = values[first];
    if (end - first === 1 || eigenvalue <= EQUAL * largest) continue;
    const projected = product(X, columnRange(vectors, first, end));
    for (let step = 1; step < end - first; step++) {
      const before = excess(weighted);
      if (before === 0) break;
      const point = nextPoint(projected, used, eigenvalue);
      if (point < 0) break;
      used.add(point);
      weighted = separated(
        weighted,
        point,
        eigenvalue / squaredLength(projected.row(point)),
        before,
      );
    }
  }
  return weighted;
}

/** Point `point` scaled by the first step of the ladder that lowers the excess, else by the last. */
function separated(X: Matrix, point: number, unit: number, before: number): Matrix {
  let scaled = X;
  for (const step of LADDER) {
    scaled = X.clone();
    const factor = Math.sqrt(1 + step * unit);
    scaled.row(point).forEach((value, j) => {
      scaled.data[point * X.columns + j] = value * factor;
    });
    if (excess(scaled) < before) break;
  }
  return scaled;
}

function nextPoint(projected: Matrix, used: ReadonlySet<number>, eigenvalue: number): number {
  for (let k = 0; k < projected.rows; k++) {
    if (!used.has(k) && squaredLength(projected.row(k)) > 1e-8 * eigenvalue) return k;
  }
  return -1;
}

/** Σ (m − 1) over the eigenvalues that are not 0. */
function excess(X: Matrix): number {
  const { values } = symmetricEigen(covariance(X));
  const largest = Math.max(0, ...values);
  const extended = values.filter((value) => value > EQUAL * largest);
  return extended.length - equalValues(extended).count;
}

function equalValues(values: Float64Array) {
  return gapClusters(values, EQUAL * Math.max(0, ...values));
}

function covariance(X: Matrix): Matrix {
  return product(X.transpose(), X);
}

function squaredLength(row: Float64Array): number {
  return row.reduce((sum, value) => sum + value * value, 0);
}
