/** What the reader of a cloud's tangents should know. */
import { quantile } from "../../numerics/index.js";
import type { Finding } from "../evidence/lie-evidence.js";
import { trialFrames } from "./choose-neighbours.js";
import { DIMENSION_GAP, type IntrinsicDimension, ROUNDING } from "./intrinsic-dimension.js";
import { regressionUnknowns } from "./local-regression.js";
import type { Trials } from "./neighbourhoods.js";

/** A plane whose residual is no larger than this many times that of a quadratic surface shows no curvature. */
const FLATNESS_RATIO = 1.2;

export function countFindings(repeated: number, undetermined: number, sizes: number[]): Finding[] {
  const findings: Finding[] = [];
  if (repeated > 0) {
    findings.push({
      kind: "duplicates",
      message: `${repeated} points stand at the place of an earlier one and were left out.`,
    });
  }
  if (undetermined > 0) {
    findings.push({
      kind: "isolated points",
      message: `At ${undetermined} points the neighbours lie in fewer dimensions than the tangent space; they were left out.`,
    });
  }
  if (sizes.length > 1) {
    findings.push({
      kind: "disconnected",
      message: `The neighbour graph falls into ${sizes.length} pieces (${sizes.slice(0, 5).join(", ")}${sizes.length > 5 ? ", …" : ""} points). What is discovered moves each piece along itself; discover on the pieces to see what each has alone.`,
    });
  }
  return findings;
}

export function dimensionFindings(
  d: number,
  m: number,
  evidence: IntrinsicDimension | undefined,
): Finding[] {
  if (d === m) {
    return [
      {
        kind: "fills the space",
        message: `The cloud has the dimension ${m} of its space and no normals: every motion keeps it, and nothing is tested.${evidence ? ` The widest gap in its local variances is ${evidence.gap.toPrecision(2)}; give \`dimension\` if you know better.` : ""}`,
      },
    ];
  }
  const present = evidence?.spectrum.filter((value) => value > ROUNDING).length;
  if (present === d) {
    return [
      {
        kind: "fills the space",
        message: `The cloud fills an affine subspace of dimension ${d} of ${m}: only motions out of it are tested. Give \`dimension\` if it is thinner, or coordinates within the subspace.`,
      },
    ];
  }
  if (evidence !== undefined && evidence.gap < 2 * DIMENSION_GAP) {
    return [
      {
        kind: "dimension unclear",
        message: `The dimension ${d} rests on a ratio of local variances of ${evidence.gap.toPrecision(2)} only; give \`dimension\` if you know it.`,
      },
    ];
  }
  return [];
}

/** Whether a quadratic surface over large neighbourhoods fits no better than a plane, at half of the points. */
export function flatFindings(trials: Trials, d: number, counts: readonly number[]): Finding[] {
  if (d === trials.dimension) return [];
  const count = counts[counts.length - 1];
  if (count <= 2 * regressionUnknowns(d, 2)) return [];
  const planes = trialFrames(trials, count, d, "plane");
  const surfaces = trialFrames(trials, count, d, "quadratic");
  if (planes.length === 0 || planes.length !== surfaces.length) return [];
  const ratios = planes.map((plane, i) => {
    const exactlyFlat = plane.variance <= 1e-24 / Math.max(...plane.slopeCovariance.data);
    return exactlyFlat
      ? 1
      : plane.variance / Math.max(surfaces[i].variance, 1e-30 * plane.variance);
  });
  if (quantile(ratios, 0.5) > FLATNESS_RATIO) return [];
  return [
    {
      kind: "flat",
      message:
        "Over neighbourhoods of the largest size tried, a curved surface fits no better than a plane at half of the points: the cloud is flat or made of flat pieces, or noise hides its curvature. Flat pieces have every symmetry of a plane; judge what is found by where the pieces meet.",
    },
  ];
}
