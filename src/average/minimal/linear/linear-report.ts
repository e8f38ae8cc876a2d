/**
 * What the inspector says of a form under GL, SL and Aff. Conditioning is σ_1 / σ_r of the
 * points times that of the chosen rows among the whitened ones, which no g changes.
 */
import { Matrix, singularValues } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import { longestRow } from "../span/cloud.js";
import { type Precision, UNIT_ROUNDING } from "../span/precision.js";
import { distanceToDependence, type SpanFindings } from "../span/report.js";
import type { LinearDecision } from "./linear-frame.js";

export function linearReport(
  frame: string,
  { cloud, chosen, whitened, values, extents, pose }: LinearDecision,
  precision: Precision,
  centred: boolean,
): FrameReport {
  const { count, dimension, unit } = cloud;
  const { rows, margins } = chosen;
  const rank = rows.length;
  const among = new Matrix(rank, rank);
  const rowsOfPoints = new Matrix(rank, dimension);
  rows.forEach((row, j) => {
    among.row(j).set(whitened.row(row));
    rowsOfPoints.row(j).set(cloud.points.subarray(row * dimension, (row + 1) * dimension));
  });
  const spread = rank === 0 ? 1 : values[0] / values[rank - 1];
  const least = singularValues(among)[rank - 1] ?? 1;
  const conditioning = Math.max(1, (spread * longestRow(whitened.data, rank)) / least);
  const full = rank === dimension;
  const fitting: Pick<SpanFindings, "chosen" | "deciding" | "rank" | "count" | "centred"> = {
    chosen: rowsOfPoints,
    deciding: rank,
    rank,
    count,
    centred,
  };
  // Below full rank any noise makes another axis, if there is a point left to make it.
  const distance =
    full || count - (centred ? 1 : 0) <= rank
      ? Math.min(
          distanceToDependence(fitting) * unit,
          rank === 0
            ? Number.POSITIVE_INFINITY
            : margins[rank - 1] * values[0] * Math.max(...extents) * unit,
        )
      : 0;
  const findings: string[] = [];
  if (count === 0) findings.push("There are no points: the form is empty, and any element serves.");
  if (count > 0 && !full) {
    findings.push(
      `The points${centred ? ", less their centroid," : ""} span ${rank} of ${dimension} dimensions: the maps that fix them are not compact, vectors keep only their part in the span, and the least noise outside it makes the form jump.`,
    );
  }
  return {
    frame,
    calls: 1,
    rank,
    stabiliser: {
      ...(pose.stabiliser.order !== undefined && { order: pose.stabiliser.order }),
      description: pose.stabiliser.name,
    },
    conditioning,
    distance,
    errorBound: UNIT_ROUNDING[precision] * conditioning,
    findings,
  };
}
