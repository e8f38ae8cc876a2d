/**
 * Rotations about its centroid that map a cloud to itself, as a set: up to these the pose of a cloud
 * whose points have no names is known.
 *
 * A rotation is fixed by the images of two points that are not in line with the centroid; all pairs of
 * points with the same lengths and inner product are tried.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { dot, Matrix } from "../../numerics/index.js";
import { spaceFrame } from "../poses/frames/space-frame.js";

export interface CloudSymmetries {
  /** The identity first. For points in a line those that keep the axis, up to turns about it. */
  readonly rotations: readonly Matrix[];
  /** Of length 1, where all points lie on a line: every turn about it keeps the cloud. */
  readonly axis?: Float64Array;
}

export interface CloudSymmetryOptions {
  /** How far points may be off, relative to the largest distance from the centroid; default 10⁻⁶. */
  readonly tolerance?: number;
  /** Kinds of points, as atoms have: only equal kinds are mapped to each other. Default: all are one kind. */
  readonly kinds?: readonly unknown[];
}

type Point = Float64Array;

/**
 * @param points n × 3
 * @throws ShapeError; DomainError where all points are one, so that every rotation keeps them
 */
export function cloudSymmetries(
  points: Matrix,
  { tolerance = 1e-6, kinds }: CloudSymmetryOptions = {},
): CloudSymmetries {
  if (points.columns !== 3 || points.rows === 0 || (kinds && kinds.length !== points.rows)) {
    throw new ShapeError(
      `cloudSymmetries: got ${points.rows} × ${points.columns} points${kinds ? ` and ${kinds.length} kinds` : ""}; expected n × 3${kinds ? " and n kinds" : ""}, n ≥ 1.`,
    );
  }
  const cloud = centred(points);
  const radii = cloud.map((p) => Math.hypot(...p));
  const far = Math.max(...radii);
  if (far === 0) {
    throw new DomainError(
      "cloudSymmetries: all points are the same one, which every rotation keeps; expected two or more different ones.",
    );
  }
  const close = tolerance * far;
  const isSame = (p: Point, i: number, q: number): boolean =>
    (kinds === undefined || kinds[i] === kinds[q]) && distance(p, cloud[q]) <= close;
  const keeps = (R: Matrix): boolean =>
    cloud.every((p, i) => {
      const image = Float64Array.from(R.apply(p));
      return cloud.some((_, q) => isSame(image, i, q));
    });

  const first = radii.indexOf(far);
  const away = cloud.map((p) => distance(p, along(p, cloud[first])));
  const second = away.indexOf(Math.max(...away));
  const identity = Matrix.identity(3);
  if (away[second] <= close) {
    const axis = cloud[first].map((entry) => entry / far);
    const flip = halfTurnAcross(axis);
    return { axis, rotations: keeps(flip) ? [identity, flip] : [identity] };
  }
  const frame = frameOf(cloud[first], cloud[second]).transpose();
  const inner = dot(cloud[first], cloud[second]);
  const rotations = [identity];
  cloud.forEach((p, i) => {
    if (Math.abs(radii[i] - far) > close) return;
    cloud.forEach((q, j) => {
      if (Math.abs(radii[j] - radii[second]) > close) return;
      if (Math.abs(dot(p, q) - inner) > 2 * far * close) return;
      const R = frameOf(p, q).multiply(frame);
      const isNew = rotations.every((known) => known.maxDifference(R) > 1e-3);
      if (isNew && keeps(R)) rotations.push(R);
    });
  });
  return { rotations };
}

function centred(points: Matrix): Point[] {
  const mean = [0, 1, 2].map(
    (k) => Array.from(points.column(k)).reduce((sum, x) => sum + x, 0) / points.rows,
  );
  return Array.from({ length: points.rows }, (_, i) =>
    Float64Array.from(points.row(i), (x, k) => x - mean[k]),
  );
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** The part of p along a. */
function along(p: Point, a: Point): Point {
  const share = dot(p, a) / dot(a, a);
  return a.map((entry) => share * entry);
}

function frameOf(p: Point, q: Point): Matrix {
  const unit = (v: Point): number[] => Array.from(v, (entry) => entry / Math.hypot(...v));
  return spaceFrame.read(Float64Array.from([...unit(p), ...unit(q)])).matrix;
}

/** 2 b bᵀ − I for a unit b orthogonal to the axis. */
function halfTurnAcross(axis: Point): Matrix {
  const b = spaceFrame.read(Float64Array.from([...axis, ...axis])).matrix.column(1);
  return new Matrix(
    3,
    3,
    Float64Array.from({ length: 9 }, (_, k) => {
      const [i, j] = [Math.floor(k / 3), k % 3];
      return 2 * b[i] * b[j] - (i === j ? 1 : 0);
    }),
  );
}
