/**
 * The error that noise leaves to an autoencoder of clouds.
 *
 * A template of n points in ℝ³, moved, and each coordinate shifted by independent noise of deviation σ:
 * to first order in σ the pose takes up the part of the noise that motions of the template make, a
 * space of rank r (6, or 5 for points in a line, 3 for a single one), and a code that has c numbers left
 * takes up c directions more. What remains, for each coordinate, is
 *
 *   floor = σ² (3 n − r − c) / (3 n)
 *
 * | symbol | name here      |
 * | σ      | deviation      |
 * | r      | rank           |
 * | c      | codeDirections |
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, rank as rankOf } from "../../numerics/index.js";

export interface AlignmentFloorOptions {
  /** c; default 0. */
  readonly codeDirections?: number;
}

export interface AlignmentFloor {
  /** Least mean squared error for each coordinate. */
  readonly error: number;
  /** r, the dimension of the orbit of motions. */
  readonly rank: number;
}

/**
 * @param points n × 3
 * @throws ShapeError; DomainError for a deviation that is negative or not finite, or directions that are
 *   not a whole number from 0 on
 */
export function alignmentFloor(
  points: Matrix,
  deviation: number,
  { codeDirections = 0 }: AlignmentFloorOptions = {},
): AlignmentFloor {
  const n = points.rows;
  if (points.columns !== 3 || n === 0) {
    throw new ShapeError(
      `alignmentFloor: got ${n} × ${points.columns} points; expected n × 3, n ≥ 1.`,
    );
  }
  if (!(deviation >= 0 && Number.isFinite(deviation))) {
    throw new DomainError(
      `alignmentFloor: deviation is ${deviation}; expected a finite number from 0 on.`,
    );
  }
  if (!Number.isSafeInteger(codeDirections) || codeDirections < 0) {
    throw new DomainError(
      `alignmentFloor: codeDirections is ${codeDirections}; expected a whole number from 0 on.`,
    );
  }
  const rank = orbitDimension(points);
  const left = Math.max(0, 3 * n - rank - codeDirections);
  return { error: (deviation ** 2 * left) / (3 * n), rank };
}

/** The rank of the velocities that shifts and turns about the centroid give the points. */
function orbitDimension(points: Matrix): number {
  const n = points.rows;
  const mean = [0, 1, 2].map((k) => points.column(k).reduce((sum, x) => sum + x, 0) / n);
  const rows = Array.from({ length: n }, (_, i) => {
    const [x, y, z] = Array.from(points.row(i), (value, k) => value - mean[k]);
    return [
      [1, 0, 0, 0, z, -y],
      [0, 1, 0, -z, 0, x],
      [0, 0, 1, y, -x, 0],
    ];
  });
  return rankOf(Matrix.fromRows(rows.flat()), { tolerance: 1e-9 });
}
