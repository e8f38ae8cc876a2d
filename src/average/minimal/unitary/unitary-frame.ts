/**
 * Minimal frames of U(d) and SU(d) on clouds of complex points, z_i = U c_i.
 *
 * | symbol | name here    | shape | meaning                                               |
 * | u_j    | columns of U | d     | the rows of a first basis, orthonormalised            |
 * | c_i    | form         | n × d | U* z_i: the chosen rows are lower triangular          |
 * | det U  |              |       | 1 for SU, by the phase of the last axis alone         |
 *
 * U: the diagonal of the chosen rows is positive, which takes the phase out of each row.
 * SU: a dth root of det U would jump where the phase passes π; the last axis alone does not.
 */

import { ShapeError } from "../../../errors.js";
import { ComplexMatrix, Matrix, requireFinite } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import { firstColumns } from "../orthogonal/orthogonal-frame.js";
import { requireSelection, type Selection } from "../span/axes.js";
import { type Cloud, readyCloud } from "../span/cloud.js";
import { requireFrameDimension } from "../span/dimension.js";
import { type SpanOptions, spanTolerance } from "../span/precision.js";
import { choiceMargin, spanReport } from "../span/report.js";
import { compactStabiliser } from "../span/stabilisers.js";
import {
  type ComplexAxes,
  type ComplexRows,
  chooseComplexAxes,
  completeComplexAxes,
  determinantPhase,
} from "./complex-axes.js";

export interface UnitaryFrameOptions extends SpanOptions {
  /** det = 1; default false. */
  readonly special?: boolean;
  /** How points are chosen for axes; default "first". */
  readonly selection?: Selection;
}

interface Decision {
  /** The points as rows of (x, y) ∈ ℝ²ᵈ, scaled. */
  readonly cloud: Cloud;
  readonly chosen: ComplexAxes;
  readonly pose: LinearPose<ComplexMatrix>;
}

/**
 * The minimal frame of U(d) or SU(d): one pose for every cloud (n × d, complex).
 * @throws DomainError for a dimension that is not whole, 1 … 64, and for other options;
 *   `poses` throws ShapeError for points of another dimension and DomainError naming a
 *   coordinate that is not finite
 */
export function minimalUnitaryFrame(
  dimension: number,
  options: UnitaryFrameOptions = {},
): InspectableFrame<ComplexMatrix, LinearPose<ComplexMatrix>> {
  requireFrameDimension("minimalUnitaryFrame", dimension);
  spanTolerance("minimalUnitaryFrame", options);
  const { special = false, selection = "first", precision = "double" } = options;
  requireSelection("minimalUnitaryFrame", selection);
  const name = `minimal frame of ${special ? "SU" : "U"}(${dimension})`;
  const stabilisers: Stabiliser[] = [];
  const decide = (input: ComplexMatrix): Decision => {
    const cloud = readyCloud(
      name,
      sideBySide(name, input, dimension),
      2 * dimension,
      false,
      options,
    );
    const chosen = chooseComplexAxes(halves(cloud), dimension, cloud.threshold, selection);
    const { rank } = chosen;
    stabilisers[rank] ??= compactStabiliser(special ? "SU" : "U", dimension, rank);
    return { cloud, chosen, pose: unitaryPose(cloud, chosen, special, stabilisers[rank]) };
  };
  return {
    name,
    poses: (input) => [decide(input).pose],
    inspect(input): FrameReport {
      const { cloud, chosen, pose } = decide(input);
      const { rank, rows, margins } = chosen;
      const oriented = special && rank === dimension;
      return spanReport({
        frame: name,
        dimension,
        count: cloud.count,
        rank,
        stabiliser: pose.stabiliser,
        chosen: chosenRows(pose.form, rows),
        deciding: decidingRows(pose.form, rows, oriented, cloud),
        largest: cloud.largest * cloud.unit,
        margin: choiceMargin(margins, rank, oriented) * cloud.unit,
        centred: false,
        precision,
        findings: [],
      });
    },
  };
}

function unitaryPose(
  cloud: Cloud,
  { rank, real, imaginary, rows, kept, dropped }: ComplexAxes,
  special: boolean,
  stabiliser: Stabiliser,
): LinearPose<ComplexMatrix> {
  const dimension = cloud.dimension / 2;
  const axes = { real, imaginary };
  completeComplexAxes(axes, rank, dimension);
  if (special) makeSpecial(axes, dimension);
  const element = new ComplexMatrix(
    new Matrix(dimension, dimension, real),
    new Matrix(dimension, dimension, imaginary),
  ).transpose();
  const moves = stabiliser.moved.length > 0;
  const { largest } = cloud;
  return {
    form: unitaryForm(cloud, axes, rank, rows),
    weight: 1,
    element,
    inverse: element.conjugateTranspose(),
    rank,
    carry: moves
      ? new ComplexMatrix(firstColumns(element.real, rank), firstColumns(element.imaginary, rank))
      : element,
    shift: cloud.shift,
    stabiliser,
    basis: { rows, kept: kept / largest, dropped: largest === 0 ? 0 : dropped / largest },
  };
}

/** Divides the last axis by the phase of the determinant. */
function makeSpecial({ real, imaginary }: ComplexRows, dimension: number): void {
  const [re, im] = determinantPhase({ real, imaginary }, dimension);
  for (let k = real.length - dimension; k < real.length; k++) {
    const [x, y] = [real[k], imaginary[k]];
    real[k] = x * re + y * im;
    imaginary[k] = y * re - x * im;
  }
}

function unitaryForm(
  { count, points, unit, dimension: width }: Cloud,
  axes: ComplexRows,
  rank: number,
  rows: Int32Array,
): ComplexMatrix {
  const dimension = width / 2;
  const form = new ComplexMatrix(new Matrix(count, dimension));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < rank; j++) {
      let [re, im] = [0, 0];
      for (let k = 0; k < dimension; k++) {
        const [a, b] = [axes.real[j * dimension + k], axes.imaginary[j * dimension + k]];
        const [x, y] = [points[i * width + k], points[i * width + dimension + k]];
        re += a * x + b * y;
        im += a * y - b * x;
      }
      form.set(i, j, [re * unit, im * unit]);
    }
  }
  rows.forEach((row, j) => {
    for (let k = j + 1; k < rank; k++) form.set(row, k, [0, 0]);
  });
  return form;
}

/** (x, y) ∈ ℝ²ᵈ for each point x + iy. */
function sideBySide(caller: string, input: ComplexMatrix, dimension: number): Matrix {
  if (!(input instanceof ComplexMatrix)) {
    throw new ShapeError(
      `${caller}: the cloud is no ComplexMatrix; expected new ComplexMatrix(real, imaginary) with a row for each point.`,
    );
  }
  const { rows, columns, real, imaginary } = input;
  if (columns !== dimension && !(rows === 0 && columns === 0)) {
    throw new ShapeError(
      `${caller}: got points of ${columns} complex coordinates (a ${rows} × ${columns} matrix); expected ${dimension} columns, a row for each point.`,
    );
  }
  requireFinite(caller, "the real part of the cloud", real);
  requireFinite(caller, "the imaginary part of the cloud", imaginary);
  const out = new Matrix(rows, 2 * dimension);
  for (let i = 0; i < rows; i++) {
    out.row(i).set(real.row(i));
    out.row(i).set(imaginary.row(i), dimension);
  }
  return out;
}

function halves({ count, points, dimension: width }: Cloud): ComplexRows {
  const dimension = width / 2;
  const real = new Float64Array(count * dimension);
  const imaginary = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++) {
    real.set(points.subarray(i * width, i * width + dimension), i * dimension);
    imaginary.set(points.subarray(i * width + dimension, (i + 1) * width), i * dimension);
  }
  return { real, imaginary };
}

/** The chosen rows in their real form, whose singular values are each there twice. */
function chosenRows(form: ComplexMatrix, rows: Int32Array): Matrix {
  const out = new ComplexMatrix(new Matrix(rows.length, rows.length));
  rows.forEach((row, j) => {
    for (let k = 0; k <= j; k++) out.set(j, k, form.at(row, k));
  });
  return out.realForm();
}

function decidingRows(
  form: ComplexMatrix,
  rows: Int32Array,
  oriented: boolean,
  { threshold, unit }: Cloud,
): number {
  const rank = rows.length;
  if (rank === 0) return 0;
  if (oriented) return rank - 1;
  for (let i = 0; i < form.rows; i++) {
    const [x, y] = form.at(i, rank - 1);
    if (i !== rows[rank - 1] && Math.hypot(x, y) > threshold * unit) return rank;
  }
  return rank - 1;
}
