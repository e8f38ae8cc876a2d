import { DomainError, ShapeError } from "../../errors.js";
import { requireFinite } from "../../numerics/linear-algebra/finite-matrix.js";
import { Matrix } from "../../numerics/matrix.js";
import type { RandomStream } from "../../numerics/random/random-stream.js";

/** Coordinates beyond this have squares, and sums of squares, that Float64 may not hold. */
const LARGEST_COORDINATE = 1e150;

/**
 * Checks that `cloud` is a law: its N ≥ 1 rows are particles in R^D of mass 1/N each.
 * @throws ShapeError for an empty cloud, DomainError for NaN, Infinity and coordinates beyond 1e150
 */
export function requireCloud(caller: string, argument: string, cloud: Matrix): void {
  if (cloud.rows === 0) {
    throw new ShapeError(
      `${caller}: ${argument} has no particles; expected at least one row, because an empty cloud is no law.`,
    );
  }
  requireFinite(caller, argument, cloud);
  const largest = cloud.maxAbs();
  if (largest > LARGEST_COORDINATE) {
    throw new DomainError(
      `${caller}: ${argument} has a coordinate of size ${largest}, whose square Float64 may not hold; expected at most ${LARGEST_COORDINATE}. Scale the particles down first.`,
    );
  }
}

/**
 * `count` different particles of the cloud, drawn without return: all of it, in its
 * own order, when `count` is its size.
 * @throws ShapeError when `count` is no whole number from 1 to N
 */
export function subsampledCloud(cloud: Matrix, count: number, random: RandomStream): Matrix {
  requireCloud("subsampledCloud", "cloud", cloud);
  if (!Number.isInteger(count) || count < 1 || count > cloud.rows) {
    throw new ShapeError(
      `subsampledCloud: got the count ${count} for ${cloud.rows} particles; expected a whole number from 1 to ${cloud.rows}.`,
    );
  }
  const chosen = random.permutation(cloud.rows).slice(0, count);
  if (count === cloud.rows) chosen.sort((a, b) => a - b);
  return gatherRows(cloud, chosen);
}

/** The rows of `cloud` with the given indices, in that order; an index may repeat. */
export function gatherRows(cloud: Matrix, indices: ArrayLike<number>): Matrix {
  const out = new Matrix(indices.length, cloud.columns);
  for (let k = 0; k < indices.length; k++) out.row(k).set(cloud.row(indices[k]));
  return out;
}
