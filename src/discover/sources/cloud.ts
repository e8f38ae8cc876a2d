/**
 * Evidence from a set of points: ξ keeps a surface when v_ξ is tangent to it. L has the rows
 * N_i v_ξ(x_i), and D(ξ) is the mean of |v_ξ|², so that ρ ∈ [0, 1] is the share of the motion that
 * leaves the surface.
 *
 * | symbol | name here | shape                                                             |
 * | N_i    | normals   | c × m, orthonormal rows                                           |
 * | S      | floor     | mean of c s² (T v)ᵀ C (T v): what errors of the normals alone show |
 */
import { ShapeError } from "../../errors.js";
import type { LieAction } from "../../lie-derivative/index.js";
import { Matrix, requireFinite } from "../../numerics/index.js";
import type { TangentEstimate } from "../cloud/tangents.js";
import { type LieEvidence, velocities } from "../evidence/lie-evidence.js";
import { triangularFactor } from "../evidence/triangular-factor.js";

/** A set with known normals; (N · c) × m, as the surfaces of `worlds` give them. */
export interface SurfaceNormals {
  readonly points: Matrix;
  readonly normals: Matrix;
}

/** Exact normals. @throws ShapeError unless each point has equally many; DomainError for NaN or Infinity */
export function surfaceEvidence(
  { points, normals }: SurfaceNormals,
  action: LieAction,
): LieEvidence {
  requirePoints(points, action);
  requireFinite("discover", "normals", normals);
  const c = normals.rows / points.rows;
  if (!Number.isInteger(c) || normals.columns !== points.columns) {
    throw new ShapeError(
      `discover: got ${normals.rows} normals of ℝ^${normals.columns} for ${points.rows} points of ℝ^${points.columns}; expected equally many for each point.`,
    );
  }
  const motion = velocities(action, points, 1 / Math.sqrt(points.rows));
  return {
    action,
    source: `surface at ${points.rows} points`,
    exact: true,
    samples: points.rows,
    rows: acrossRows(motion, points.rows, (i) => normalsAt(normals, i, c)),
    size: triangularFactor(motion),
    motion: triangularFactor(motion),
    off: new Matrix(0, action.generators.length),
    findings: [],
  };
}

/** Estimated normals, with the floor that their errors make. */
export function cloudEvidence(estimate: TangentEstimate, action: LieAction): LieEvidence {
  const { points, frames } = estimate;
  requirePoints(points, action);
  const motion = velocities(action, points, 1 / Math.sqrt(points.rows));
  const size = triangularFactor(motion);
  return {
    action,
    source: `cloud of ${points.rows} points, ${estimate.neighbours} neighbours`,
    exact: false,
    samples: points.rows,
    rows: acrossRows(motion, points.rows, (i) => frames[i].normals),
    size,
    motion: size,
    off: new Matrix(0, action.generators.length),
    floor: tiltFloor(estimate, motion),
    findings: estimate.findings,
  };
}

function requirePoints(points: Matrix, action: LieAction): void {
  if (points.columns !== action.inputs) {
    throw new ShapeError(
      `discover: got points of ℝ^${points.columns}; expected ℝ^${action.inputs}, on which "${action.name}" acts.`,
    );
  }
  requireFinite("discover", "points", points);
}

function normalsAt(normals: Matrix, i: number, c: number): Matrix {
  const m = normals.columns;
  return new Matrix(c, m, normals.data.subarray(i * c * m, (i + 1) * c * m));
}

/** N_i v for each point, (N · c) × q. */
function acrossRows(motion: Matrix, N: number, normals: (i: number) => Matrix): Matrix {
  const q = motion.columns;
  const m = motion.rows / N;
  const c = normals(0).rows;
  const out = new Matrix(N * c, q);
  for (let i = 0; i < N; i++) {
    out.data.set(normals(i).multiply(slice(motion, i, m)).data, i * c * q);
  }
  return out;
}

function tiltFloor({ frames, points, inflation }: TangentEstimate, motion: Matrix): Matrix {
  const q = motion.columns;
  const m = points.columns;
  const out = new Matrix(q, q);
  frames.forEach(({ tangents, normals, variance, slopeCovariance }, i) => {
    const along = tangents.multiply(slice(motion, i, m));
    const weighted = slopeCovariance.multiply(along);
    const factor = inflation * normals.rows * variance;
    for (let a = 0; a < along.rows; a++) {
      for (let p = 0; p < q; p++) {
        for (let r = 0; r < q; r++) {
          out.data[p * q + r] += factor * along.at(a, p) * weighted.at(a, r);
        }
      }
    }
  });
  return out;
}

function slice(rows: Matrix, i: number, height: number): Matrix {
  const q = rows.columns;
  return new Matrix(height, q, rows.data.subarray(i * height * q, (i + 1) * height * q));
}
