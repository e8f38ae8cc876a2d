/**
 * What the inspector says of a form whose axes come from the points.
 *
 * | symbol  | name here    | meaning                                                        |
 * | Φ       |              | the rows that decide the axes                                  |
 * | σ_min   |              | distance from Φ to dependent rows, Frobenius                   |
 * | κ       | conditioning | longest point / σ_min of all chosen rows: axes turn by κ × error |
 *
 * A form jumps where a row that decides an axis falls into the span of those before it, and
 * where a row that was passed over leaves it. The last axis decides nothing when no other
 * point has a part along it, nor under SO(d) and SU(d) at full rank, where it is the
 * product of the others; then its vanishing is no jump.
 */
import { Matrix, singularValues } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { Stabiliser } from "../linear-pose.js";
import { UNIT_ROUNDING } from "./precision.js";

export interface SpanFindings {
  readonly frame: string;
  readonly dimension: number;
  readonly count: number;
  readonly rank: number;
  readonly stabiliser: Stabiliser;
  /** Chosen rows in the coordinates of the axes, rank × rank (complex: 2 rank × 2 rank), in the input's units. */
  readonly chosen: Matrix;
  /** How many of the chosen rows can make the form jump. */
  readonly deciding: number;
  readonly largest: number;
  /** How much a row must change for another choice of rows, in the input's units. */
  readonly margin: number;
  readonly centred: boolean;
  readonly precision: "double" | "single";
  /** Sentences of the frame's own. */
  readonly findings: readonly string[];
}

/** Conditioning from which a finding warns: half of the digits are gone. */
const POOR = 1e6;

export function spanReport(given: SpanFindings): FrameReport {
  const { frame, dimension, count, rank, stabiliser, largest, precision } = given;
  const conditioning = rank === 0 ? 1 : Math.max(1, largest / leastSingular(given.chosen));
  const distance = Math.min(given.margin, distanceToDependence(given));
  const findings = [...given.findings];
  if (count === 0) findings.push("There are no points: the form is empty, and any element serves.");
  else if (largest === 0) {
    findings.push(
      given.centred ? "All points coincide with their centroid." : "All points are zero.",
    );
  }
  if (count > 0 && rank < dimension) {
    findings.push(
      stabiliser.moved.length === 0
        ? `The points span ${rank} of ${dimension} dimensions; the missing axis follows from the orientation, and nothing but the identity leaves the form alone.`
        : `The points span ${rank} of ${dimension} dimensions: ${stabiliser.name} leaves the form alone, so that vectors keep only their part in the span.`,
    );
  }
  if (conditioning > POOR) {
    findings.push(
      `The chosen points are nearly dependent: errors of the input are enlarged ${conditioning.toPrecision(2)} times. The selection "large" takes better ones.`,
    );
  }
  if (Number.isFinite(given.margin) && given.margin <= 2 * relativeTo(given)) {
    findings.push(
      "A point that was passed over lies within the tolerance of the span of those before it: the least noise can make it an axis, and the form jumps. Weighted frames are continuous there.",
    );
  }
  return {
    frame,
    calls: 1,
    rank,
    stabiliser: {
      ...(stabiliser.order !== undefined && { order: stabiliser.order }),
      description:
        stabiliser.moved.length === 0 ? "trivial" : `${stabiliser.name} on the complement`,
    },
    conditioning,
    distance,
    errorBound: UNIT_ROUNDING[precision] * conditioning,
    findings,
  };
}

/** The margin of the choices that matter: the last axis of an oriented form is chosen by no row. */
export function choiceMargin(margins: Float64Array, rank: number, oriented: boolean): number {
  return margins[oriented ? rank - 2 : rank - 1] ?? Number.POSITIVE_INFINITY;
}

function relativeTo({ largest, precision }: SpanFindings): number {
  return largest * (precision === "single" ? 1e-4 : 1e-8);
}

/**
 * The least change (Frobenius) of the deciding rows that makes them dependent. With
 * centring a change of some rows also moves the centroid; the least change of the whole
 * cloud is then that of (A Aᵀ)^(−½) Φ, A the deciding rows of the centring projector.
 */
export function distanceToDependence({
  chosen,
  deciding,
  rank,
  count,
  centred,
}: Pick<SpanFindings, "chosen" | "deciding" | "rank" | "count" | "centred">): number {
  if (rank === 0) return count > 1 ? 0 : Number.POSITIVE_INFINITY;
  if (deciding === 0) return Number.POSITIVE_INFINITY;
  const copies = chosen.rows / rank;
  const rows = new Matrix(copies * deciding, chosen.columns);
  for (let part = 0; part < copies; part++) {
    for (let i = 0; i < deciding; i++) {
      rows.row(part * deciding + i).set(chosen.row(part * rank + i));
    }
    if (centred && count > deciding) stretchMean(rows, part * deciding, deciding, count);
  }
  return leastSingular(rows);
}

/** (I − 11ᵀ/n)^(−½) on k rows: their mean is stretched by (1 − k/n)^(−½). */
function stretchMean(rows: Matrix, first: number, k: number, n: number): void {
  const stretch = (1 - k / n) ** -0.5 - 1;
  for (let j = 0; j < rows.columns; j++) {
    let mean = 0;
    for (let i = first; i < first + k; i++) mean += rows.at(i, j) / k;
    for (let i = first; i < first + k; i++) rows.data[i * rows.columns + j] += stretch * mean;
  }
}

function leastSingular(matrix: Matrix): number {
  const values = singularValues(matrix);
  return values[values.length - 1] ?? 0;
}
