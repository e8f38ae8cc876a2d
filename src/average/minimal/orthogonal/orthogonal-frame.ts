/**
 * Minimal frames of O(d), SO(d), E(d) and SE(d) on clouds, x_i = b + Q c_i.
 *
 * | symbol | name here    | shape | meaning                                              |
 * | b      | shift        | d     | the centroid for E and SE, else 0                    |
 * | q_j    | columns of Q | d     | the rows of a first basis, orthonormalised           |
 * | c_i    | form         | n × d | Qᵀ (x_i − b): the chosen rows are lower triangular   |
 *
 * O, E: the diagonal of the chosen rows is positive. SO, SE: at rank d the last axis has
 * the sign that makes det Q = 1; at rank d − 1 it is the product of the others, (Q)_{i,d} =
 * (−1)^{i+d} det Q without row i and column d. Below, Q is completed anyhow and the
 * stabiliser's projector makes that harmless.
 *
 * Law: (b, Q, c) of g x is (g b, g Q s, c) with s in the stabiliser of c.
 */
import { determinant, Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import { type Axes, chooseAxes, requireSelection, type Selection } from "../span/axes.js";
import { type Cloud, readyCloud } from "../span/cloud.js";
import { completeAxes } from "../span/completion.js";
import { requireFrameDimension } from "../span/dimension.js";
import { type SpanOptions, spanTolerance } from "../span/precision.js";
import { choiceMargin, spanReport } from "../span/report.js";
import { compactStabiliser } from "../span/stabilisers.js";

export interface OrthogonalFrameOptions extends SpanOptions {
  /** Rotations only, det = 1; default false. */
  readonly special?: boolean;
  /** With translations, about the centroid; default false. */
  readonly centred?: boolean;
  /** How points are chosen for axes; default "first". */
  readonly selection?: Selection;
}

/**
 * The minimal frame of O(d), SO(d), E(d) or SE(d): one pose for every cloud (n × d).
 * A cloud of no points gets the shift 0: there is no equivariant point to take for it.
 * @throws DomainError for a dimension that is not whole, 1 … 64, and for other options;
 *   `poses` throws ShapeError for points of another dimension and DomainError naming a
 *   coordinate that is not finite
 */
export function minimalOrthogonalFrame(
  dimension: number,
  options: OrthogonalFrameOptions = {},
): InspectableFrame<Matrix, LinearPose> {
  requireFrameDimension("minimalOrthogonalFrame", dimension);
  spanTolerance("minimalOrthogonalFrame", options);
  const { special = false, centred = false, selection = "first" } = options;
  const { precision = "double" } = options;
  requireSelection("minimalOrthogonalFrame", selection);
  const name = `minimal frame of ${special ? "S" : ""}${centred ? "E" : "O"}(${dimension})`;
  const stabilisers: Stabiliser[] = [];
  const decide = (input: Matrix): { cloud: Cloud; chosen: Axes; pose: LinearPose } => {
    const cloud = readyCloud(name, input, dimension, centred, options);
    const chosen = chooseAxes(cloud.points, dimension, cloud.threshold, selection);
    stabilisers[chosen.rank] ??= compactStabiliser(special ? "SO" : "O", dimension, chosen.rank);
    const pose = orthogonalPose(cloud, chosen, special, stabilisers[chosen.rank]);
    return { cloud, chosen, pose };
  };
  return {
    name,
    poses: (input) => [decide(input).pose],
    inspect(input): FrameReport {
      const { cloud, chosen, pose } = decide(input);
      const oriented = special && chosen.rank === dimension;
      return spanReport({
        frame: name,
        dimension,
        count: cloud.count,
        rank: chosen.rank,
        stabiliser: pose.stabiliser,
        chosen: chosenRows(pose.form, chosen),
        deciding: decidingRows(pose.form, chosen, oriented, cloud),
        largest: cloud.largest * cloud.unit,
        margin: choiceMargin(chosen.margins, chosen.rank, oriented) * cloud.unit,
        centred,
        precision,
        findings: [],
      });
    },
  };
}

function orthogonalPose(
  cloud: Cloud,
  { rank, axes, rows, kept, dropped }: Axes,
  special: boolean,
  stabiliser: Stabiliser,
): LinearPose {
  const { dimension, shift, largest } = cloud;
  completeAxes(axes, rank, dimension);
  const inverse = new Matrix(dimension, dimension, axes);
  if (special && determinant(inverse) < 0) {
    for (let k = axes.length - dimension; k < axes.length; k++) axes[k] = -axes[k];
  }
  const element = inverse.transpose();
  return {
    form: orthogonalForm(cloud, axes, rank, rows),
    weight: 1,
    element,
    inverse,
    rank,
    carry: stabiliser.moved.length === 0 ? element : firstColumns(element, rank),
    shift,
    stabiliser,
    basis: { rows, kept: kept / largest, dropped: largest === 0 ? 0 : dropped / largest },
  };
}

/** Coordinates along the axes; what is zero by construction is exactly zero. */
function orthogonalForm(
  { count, dimension, points, unit }: Cloud,
  axes: Float64Array,
  rank: number,
  rows: Int32Array,
): Matrix {
  const form = new Matrix(count, dimension);
  const { data } = form;
  for (let start = 0; start < points.length; start += dimension) {
    for (let j = 0; j < rank; j++) {
      const at = j * dimension;
      let inner = 0;
      for (let k = 0; k < dimension; k++) inner += axes[at + k] * points[start + k];
      data[start + j] = inner * unit;
    }
  }
  for (let j = 0; j < rank; j++) {
    data.fill(0, rows[j] * dimension + j + 1, rows[j] * dimension + rank);
  }
  return form;
}

/** The matrix with zeros in the columns from `rank` on. */
export function firstColumns(matrix: Matrix, rank: number): Matrix {
  const out = new Matrix(matrix.rows, matrix.columns);
  for (let i = 0; i < matrix.rows; i++) out.row(i).set(matrix.row(i).subarray(0, rank));
  return out;
}

function chosenRows(form: Matrix, { rank, rows }: Axes): Matrix {
  const out = new Matrix(rank, rank);
  rows.forEach((row, j) => {
    out.row(j).set(form.row(row).subarray(0, rank));
  });
  return out;
}

/** How many of the chosen rows can make the form jump by falling into the span of the others. */
function decidingRows(
  form: Matrix,
  { rank, rows }: Axes,
  oriented: boolean,
  { threshold, unit }: Cloud,
): number {
  if (rank === 0) return 0;
  if (oriented) return rank - 1;
  const last = rows[rank - 1];
  for (let i = 0; i < form.rows; i++) {
    if (i !== last && Math.abs(form.at(i, rank - 1)) > threshold * unit) return rank;
  }
  return rank - 1;
}
