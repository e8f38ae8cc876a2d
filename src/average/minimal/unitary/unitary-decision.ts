/**
 * What U(d) and SU(d) make of a cloud, in the real form z = x + iy ↦ (x, y) ∈ ℝ²ᵈ.
 *
 * | symbol | name here   | shape  | meaning                                              |
 * | u_j    | axes        | d × 2d | the rows of a first basis, orthonormalised           |
 * | c_i    | coordinates | n × 2d | U* z_i: the chosen rows are lower triangular         |
 * | det U  |             |        | 1 for SU, by the phase of the last axis alone        |
 *
 * U: the diagonal of the chosen rows is positive, which takes the phase out of each row.
 * SU: a dth root of det U would jump where the phase passes π; the last axis alone does not.
 */
import { ComplexMatrix, Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { BasisChoice, Stabiliser } from "../linear-pose.js";
import { requireSelection, type Selection } from "../span/axes.js";
import { type Cloud, readyCloud } from "../span/cloud.js";
import { requireFrameDimension } from "../span/dimension.js";
import { type SpanOptions, spanTolerance } from "../span/precision.js";
import { choiceMargin, spanReport } from "../span/report.js";
import { compactStabiliser } from "../span/stabilisers.js";
import { chooseComplexAxes, completeComplexAxes, complexCoordinates } from "./complex-axes.js";
import { determinantPhase } from "./determinant-phase.js";

export interface UnitaryFrameOptions extends SpanOptions {
  /** det = 1; default false. */
  readonly special?: boolean;
  /** How points are chosen for axes; default "first". */
  readonly selection?: Selection;
}

export interface UnitaryDecision {
  readonly cloud: Cloud;
  readonly axes: Float64Array;
  readonly rank: number;
  readonly coordinates: Float64Array;
  readonly margins: Float64Array;
  /** Acts on complex coordinates. */
  readonly stabiliser: Stabiliser;
  readonly basis: BasisChoice;
}

export interface UnitaryDecider {
  /** Of the frame. */
  readonly name: string;
  /** For points (x, y), n × 2d. @throws as `readyCloud` */
  decide(points: Matrix): UnitaryDecision;
  inspect(points: Matrix): FrameReport;
}

/** @throws DomainError for a dimension that is not whole, 1 … 64, and for other options */
export function unitaryDecider(dimension: number, options: UnitaryFrameOptions): UnitaryDecider {
  requireFrameDimension("minimalUnitaryFrame", dimension);
  spanTolerance("minimalUnitaryFrame", options);
  const { special = false, selection = "first", precision = "double" } = options;
  requireSelection("minimalUnitaryFrame", selection);
  const name = `minimal frame of ${special ? "SU" : "U"}(${dimension})`;
  const stabilisers: Stabiliser[] = [];
  const decide = (points: Matrix): UnitaryDecision => {
    const cloud = readyCloud(name, points, 2 * dimension, false, options);
    const { largest, threshold, unit } = cloud;
    const chosen = chooseComplexAxes(cloud.points, dimension, threshold, selection);
    const { axes, rank, rows, margins, kept, dropped } = chosen;
    completeComplexAxes(axes, rank, dimension);
    if (special) makeSpecial(axes, dimension);
    const coordinates = complexCoordinates(cloud.points, axes, rank, dimension);
    if (unit !== 1) for (let k = 0; k < coordinates.length; k++) coordinates[k] *= unit;
    for (let j = 0; j < rank; j++) {
      const start = 2 * dimension * rows[j];
      coordinates.fill(0, start + j + 1, start + rank);
      coordinates.fill(0, start + dimension + j + 1, start + dimension + rank);
    }
    stabilisers[rank] ??= compactStabiliser(special ? "SU" : "U", dimension, rank);
    const basis = {
      rows,
      kept: kept / largest,
      dropped: largest === 0 ? 0 : dropped / largest,
    };
    return { cloud, axes, rank, coordinates, margins, stabiliser: stabilisers[rank], basis };
  };
  return {
    name,
    decide,
    inspect(points): FrameReport {
      const decision = decide(points);
      const { cloud, rank, margins, stabiliser } = decision;
      const oriented = special && rank === dimension;
      return spanReport({
        frame: name,
        dimension,
        count: cloud.count,
        rank,
        stabiliser,
        chosen: chosenRows(decision),
        deciding: decidingRows(decision, oriented),
        largest: cloud.largest * cloud.unit,
        margin: choiceMargin(margins, rank, oriented) * cloud.unit,
        centred: false,
        precision,
        findings: [],
      });
    },
  };
}

/** Divides the last axis by the phase of the determinant. */
function makeSpecial(axes: Float64Array, dimension: number): void {
  const [re, im] = determinantPhase(axes, dimension);
  for (let k = axes.length - 2 * dimension; k < axes.length - dimension; k++) {
    const x = axes[k];
    const y = axes[k + dimension];
    axes[k] = x * re + y * im;
    axes[k + dimension] = y * re - x * im;
  }
}

/** The chosen rows in their real form, whose singular values are each there twice. */
function chosenRows({ coordinates, cloud, basis: { rows } }: UnitaryDecision): Matrix {
  const out = new ComplexMatrix(new Matrix(rows.length, rows.length));
  rows.forEach((row, j) => {
    const start = row * cloud.dimension;
    for (let k = 0; k <= j; k++) {
      out.set(j, k, [coordinates[start + k], coordinates[start + cloud.dimension / 2 + k]]);
    }
  });
  return out.realForm();
}

function decidingRows(
  { coordinates, rank, cloud, basis: { rows } }: UnitaryDecision,
  oriented: boolean,
): number {
  if (rank === 0) return 0;
  if (oriented) return rank - 1;
  const { dimension, threshold, unit } = cloud;
  for (let i = 0; i < cloud.count; i++) {
    const at = i * dimension + rank - 1;
    const length = Math.hypot(coordinates[at], coordinates[at + dimension / 2]);
    if (i !== rows[rank - 1] && length > threshold * unit) return rank;
  }
  return rank - 1;
}
