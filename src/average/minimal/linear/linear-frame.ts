/**
 * Minimal frames of GL(d), SL(d), Aff(d) and of their parts with det > 0, x_i = b + h c_i.
 *
 * | symbol | name here    | shape | meaning                                                |
 * | b      | shift        | d     | the centroid for Aff, else 0                           |
 * | W      | whitened     | n × r | left singular vectors of the points: g acts on them by O(r) only |
 * | x_{i_j}| columns of h | d     | a basis, chosen by W and therefore by invariants       |
 * | c_i    | form         | n × d | coefficients: the chosen rows are the unit vectors     |
 *
 * The rank is known before a row is chosen, so that passing over a row costs nothing and
 * taking one that is nearly dependent costs 1 / δ²: errors of the coefficients grow so with
 * the part δ of it that lies outside the span of those before. The default is therefore
 * "large", the first row with δ ≥ max δ / π, and not the first row that is independent.
 *
 * GL: h has the chosen points for columns. GL⁺: the last column has the sign of det h taken
 * from it. SL: the columns are divided by |det h|^(1/d) and the last also by its sign, so
 * that det h = 1 for every d, and the last chosen row of the form has that sign.
 *
 * Below rank d the other columns of h are completed at will, and with det h = 1 where the
 * group wants it. The stabiliser has no mean then, but it fixes exactly the vectors with
 * coordinates ≥ r zero, so that this projector is equivariant all the same.
 */
import { DomainError } from "../../../errors.js";
import { determinant, inverseMatrix, Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import { firstColumns } from "../orthogonal/orthogonal-frame.js";
import { type Axes, chooseAxes, requireSelection, type Selection } from "../span/axes.js";
import { type Cloud, longestRow, readyCloud } from "../span/cloud.js";
import { completeAxes } from "../span/completion.js";
import { requireFrameDimension } from "../span/dimension.js";
import { requireOption } from "../span/option.js";
import { type SpanOptions, spanTolerance } from "../span/precision.js";
import { linearReport } from "./linear-report.js";
import { type LinearFamily, linearStabiliser } from "./linear-stabiliser.js";
import { RANK_TOLERANCE, type Whitened, whiten } from "./whitened.js";

export interface LinearFrameOptions extends SpanOptions {
  /** GL: any determinant but 0; GL⁺: positive; SL: 1. Default "GL". */
  readonly family?: LinearFamily;
  /** With translations, about the centroid; default false. */
  readonly centred?: boolean;
  /** How points are chosen for axes; default "large". */
  readonly selection?: Selection;
  /**
   * Points that span less than all of space: "project" keeps of vectors what every
   * equivariant model has there, their part in the span; "refuse" throws. Default "project".
   */
  readonly degenerate?: "project" | "refuse";
}

export interface LinearDecision extends Whitened {
  readonly cloud: Cloud;
  /** In the whitened coordinates. */
  readonly chosen: Axes;
  readonly pose: LinearPose;
}

/**
 * The minimal frame of GL(d), GL⁺(d), SL(d), Aff(d) or Aff⁺(d): one pose for every cloud.
 * The tolerance is on singular values of the (centred) points, relative to the largest;
 * default RANK_TOLERANCE of the precision.
 * @throws DomainError for a dimension that is not whole, 1 … 64, and for other options;
 *   `poses` throws ShapeError for points of another dimension, DomainError naming a
 *   coordinate that is not finite, and under "refuse" for points that span too little
 */
export function minimalLinearFrame(
  dimension: number,
  options: LinearFrameOptions = {},
): InspectableFrame<Matrix, LinearPose> {
  requireFrameDimension("minimalLinearFrame", dimension);
  const independence = spanTolerance("minimalLinearFrame", options);
  const { precision = "double" } = options;
  const { tolerance = RANK_TOLERANCE[precision] } = options;
  const { family = "GL", centred = false, selection = "large" } = options;
  requireSelection("minimalLinearFrame", selection);
  requireOption("minimalLinearFrame", "family", family, ["GL", "GL⁺", "SL"]);
  const { degenerate = "project" } = options;
  requireOption("minimalLinearFrame", "degenerate", degenerate, ["project", "refuse"]);
  const title = centred ? family.replace("GL", "Aff") : family;
  const name = `minimal frame of ${centred && family === "SL" ? "SAff" : title}(${dimension})`;
  const stabilisers: Stabiliser[] = [];
  const decide = (input: Matrix): LinearDecision => {
    const cloud = readyCloud(name, input, dimension, centred, options);
    const found = whiten(cloud, input, precision, tolerance);
    const { whitened, values } = found;
    const rank = whitened.columns;
    if (rank < dimension && degenerate === "refuse") {
      throw new DomainError(
        `${name}: the points${centred ? ", less their centroid," : ""} span ${rank} of ${dimension} dimensions (singular value ${rank} is ${(values[rank] ?? 0) / (values[0] || 1)} of the largest); expected ${dimension} independent points. Give more points, or degenerate: "project".`,
      );
    }
    const threshold = independence * longestRow(whitened.data, rank);
    const chosen = chooseAxes(whitened.data, rank, threshold, selection);
    stabilisers[rank] ??= linearStabiliser(family, dimension, rank);
    const pose = linearPose(cloud, whitened, chosen, family, stabilisers[rank]);
    return { ...found, cloud, chosen, pose };
  };
  return {
    name,
    poses: (input) => [decide(input).pose],
    inspect: (input): FrameReport => linearReport(name, decide(input), precision, centred),
  };
}

function linearPose(
  cloud: Cloud,
  whitened: Matrix,
  { rows, kept, dropped }: Axes,
  family: LinearFamily,
  stabiliser: Stabiliser,
): LinearPose {
  const { dimension, shift, unit, points } = cloud;
  const rank = rows.length;
  const basis = new Matrix(dimension, dimension);
  rows.forEach((row, j) => {
    basis.row(j).set(points.subarray(row * dimension, (row + 1) * dimension));
  });
  completeBasis(basis, rank);
  const scales = columnScales(basis, rank, family, unit);
  const element = basis.transpose();
  for (let k = 0; k < element.data.length; k++) element.data[k] *= scales[k % dimension];
  const longest = longestRow(whitened.data, rank);
  return {
    form: linearForm(whitened, rows, dimension, unit, scales),
    weight: 1,
    element,
    inverse: inverseMatrix(element),
    rank,
    carry: stabiliser.moved.length === 0 ? element : firstColumns(element, rank),
    shift,
    stabiliser,
    basis: { rows, kept: kept / longest, dropped: rank === 0 ? 0 : dropped / longest },
  };
}

/** Rows from `rank` on: orthonormal, and orthogonal to the rows before. */
function completeBasis(basis: Matrix, rank: number): void {
  const dimension = basis.rows;
  if (rank === dimension) return;
  const span = chooseAxes(basis.data.slice(0, rank * dimension), dimension, 0, "first").axes;
  completeAxes(span, rank, dimension);
  basis.data.set(span.subarray(rank * dimension), rank * dimension);
}

/** What each column of h is to be multiplied with, in the input's units. */
function columnScales(
  basis: Matrix,
  rank: number,
  family: LinearFamily,
  unit: number,
): Float64Array {
  const dimension = basis.rows;
  const scales = new Float64Array(dimension).fill(1).fill(unit, 0, rank);
  if (family === "GL") return scales;
  const volume = determinant(basis);
  if (family === "GL⁺") {
    scales[dimension - 1] *= Math.sign(volume);
  } else if (rank < dimension) {
    scales[dimension - 1] /= volume * unit ** rank;
  } else {
    scales.fill(Math.abs(volume) ** (-1 / dimension));
    scales[dimension - 1] *= Math.sign(volume);
  }
  return scales;
}

/** W (W of the chosen rows)⁻¹, each column divided by its scale in the input's units. */
function linearForm(
  whitened: Matrix,
  rows: Int32Array,
  dimension: number,
  unit: number,
  scales: Float64Array,
): Matrix {
  const rank = rows.length;
  const form = new Matrix(whitened.rows, dimension);
  if (rank === 0) return form;
  const chosen = new Matrix(rank, rank);
  rows.forEach((row, j) => {
    chosen.row(j).set(whitened.row(row));
  });
  const coefficients = whitened.multiply(inverseMatrix(chosen));
  for (let i = 0, from = 0; i < form.rows; i++) {
    const start = i * dimension;
    for (let j = 0; j < rank; j++) {
      form.data[start + j] = (coefficients.data[from++] * unit) / scales[j];
    }
  }
  rows.forEach((row, j) => {
    form.row(row).fill(0);
    form.data[row * dimension + j] = unit / scales[j];
  });
  return form;
}
