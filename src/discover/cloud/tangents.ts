/**
 * Tangents and normals of a cloud of points (algorithm A4 of arXiv 2311.00212), with how far off they
 * are. With noise, few neighbours of a dense cloud span a radius no larger than the noise, so that a
 * denser cloud gives worse normals; the number of neighbours is therefore chosen by the error that it
 * leads to, unless it is given.
 */
import { DomainError } from "../../errors.js";
import { KDTree, Matrix, quantile } from "../../numerics/index.js";
import type { Finding } from "../evidence/lie-evidence.js";
import { type IntrinsicDimension, intrinsicDimension } from "./intrinsic-dimension.js";
import { type LocalFrame, localFrame, STRUCTURED_RESIDUAL } from "./local-frame.js";
import { regressionUnknowns } from "./local-regression.js";
import {
  componentSizes,
  distinctPoints,
  evenlySpread,
  requireNeighbours,
  rowsAt,
  type Trials,
  trialsOf,
} from "./neighbourhoods.js";

/** Numbers of neighbours that are tried, as far as there are four times as many points. */
const COUNTS = [12, 18, 27, 40, 60, 90, 135, 200, 300];
/** A smaller neighbourhood is taken when its error is this near to the least. */
const NEARLY_LEAST = 1.2;
/** Points at which numbers of neighbours are compared. */
const MOST_TRIALS = 100;
/** Tangents are estimated at this many points at most, from the neighbours among all. */
const MOST_SAMPLES = 5000;
/** Neighbours that make the graph whose pieces are counted. */
const GRAPH_NEIGHBOURS = 12;
/** A plane whose residual is no larger than this many times that of a quadratic surface shows no curvature. */
const FLATNESS_RATIO = 1.2;

export interface TangentOptions {
  /** k, the point itself included; chosen unless given. */
  readonly neighbours?: number;
  /** d; estimated unless given. */
  readonly dimension?: number;
  /** "plane" (default) fits principal axes; "quadratic" takes the curvature out as well and wants more neighbours. */
  readonly surface?: "plane" | "quadratic";
  /** At how many points tangents are estimated, evenly spread; 5000 unless given. All are neighbours. */
  readonly samples?: number;
}

export interface TangentEstimate {
  /** The feet of the frames, N × m: points of the surface as far as it is known. */
  readonly points: Matrix;
  readonly frames: readonly LocalFrame[];
  readonly dimension: number;
  /** What the dimension rests on; undefined when it was given. */
  readonly evidence: IntrinsicDimension | undefined;
  readonly neighbours: number;
  /** Median distance to the farthest neighbour, in the points' unit. */
  readonly radius: number;
  /** Root mean square distance of neighbours from the local surface, in the points' unit: noise, and for planes curvature. */
  readonly scatter: number;
  /** Root mean square error of the normals, radians. */
  readonly angleError: number;
  readonly findings: readonly Finding[];
}

/** @throws DomainError for NaN or Infinity, fewer than two different points, or options that do not fit the points */
export function estimateTangents(points: Matrix, options: TangentOptions = {}): TangentEstimate {
  const caller = "estimateTangents";
  const { points: distinct, repeated } = distinctPoints(caller, points);
  const { surface = "plane" } = options;
  const m = distinct.columns;
  const tree = new KDTree(distinct);
  const counts = usableCounts(distinct.rows);
  const trials = trialsOf(tree, MOST_TRIALS, counts[counts.length - 1]);
  const evidence = options.dimension === undefined ? intrinsicDimension(trials, counts) : undefined;
  const d = options.dimension ?? evidence!.dimension;
  if (!Number.isInteger(d) || d < 1 || d > m) {
    throw new DomainError(
      `${caller}: dimension is ${d} for points of ℝ^${m}; expected a whole number from 1 to ${m}.`,
    );
  }
  const least = regressionUnknowns(d, surface === "quadratic" ? 2 : 1) + 1;
  const count = options.neighbours ?? chosenCount(trials, distinct.rows, d, surface, counts, least);
  requireNeighbours(caller, count, distinct.rows);
  if (count < least) {
    throw new DomainError(
      `${caller}: ${count} neighbours for a ${surface} of dimension ${d}; expected at least ${least}. Ask for more neighbours, or give more points.`,
    );
  }
  const samples = evenlySpread(distinct, options.samples ?? MOST_SAMPLES);
  const { indices, squaredDistances } = tree.nearest(samples, count);
  const kept: number[] = [];
  const frames: LocalFrame[] = [];
  for (let i = 0; i < samples.rows; i++) {
    const around = rowsAt(distinct, indices.subarray(i * count, (i + 1) * count));
    const frame = localFrame(samples.row(i), around, d, surface);
    if (frame === undefined) continue;
    kept.push(i);
    frames.push(frame);
  }
  if (frames.length === 0) {
    throw new DomainError(
      `${caller}: at no point do ${count} neighbours span ${d} dimensions; expected a cloud of that dimension. Lower \`dimension\` or ask for more neighbours.`,
    );
  }
  const sizes = componentSizes(tree.nearest(distinct, Math.min(count, GRAPH_NEIGHBOURS)));
  const radii = Float64Array.from(kept, (i) => Math.sqrt(squaredDistances[(i + 1) * count - 1]));
  return {
    points: Matrix.fromRows(frames.map(({ foot }) => foot)),
    frames,
    dimension: d,
    evidence,
    neighbours: count,
    radius: quantile(radii, 0.5),
    scatter: Math.sqrt(meanOf(frames, ({ variance }) => variance)),
    angleError: Math.sqrt(meanOf(frames, tiltVariance)),
    findings: [
      ...countFindings(repeated, samples.rows - kept.length, sizes),
      ...dimensionFindings(d, m, evidence),
      ...flatFindings(trials, d, counts),
    ],
  };
}

function usableCounts(N: number): number[] {
  const usable = COUNTS.filter((count) => 4 * count <= N);
  return usable.length > 0 ? usable : [Math.min(N, COUNTS[0])];
}

/** E of the squared tilt of a normal: s² tr C. */
function tiltVariance({ variance, slopeCovariance }: LocalFrame): number {
  return variance * slopeCovariance.trace();
}

function chosenCount(
  trials: Trials,
  N: number,
  d: number,
  surface: "plane" | "quadratic",
  counts: readonly number[],
  least: number,
): number {
  const candidates = counts.filter((count) => count >= 2 * least);
  if (candidates.length < 2 || d === trials.dimension) {
    return Math.min(N, Math.max(counts[0], 2 * least));
  }
  const errors = candidates.map((count) =>
    meanOf(trialFrames(trials, count, d, surface), tiltVariance),
  );
  const smallest = Math.min(...errors);
  return candidates[errors.findIndex((error) => error <= NEARLY_LEAST ** 2 * smallest)];
}

function trialFrames(
  trials: Trials,
  count: number,
  d: number,
  surface: "plane" | "quadratic",
): LocalFrame[] {
  return Array.from({ length: trials.count }, (_, i) =>
    localFrame(trials.at(i), trials.around(i, count), d, surface),
  ).filter((frame) => frame !== undefined);
}

function meanOf(frames: readonly LocalFrame[], of: (frame: LocalFrame) => number): number {
  if (frames.length === 0) return Number.POSITIVE_INFINITY;
  return frames.reduce((sum, frame) => sum + of(frame), 0) / frames.length;
}

function countFindings(repeated: number, undetermined: number, sizes: number[]): Finding[] {
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

function dimensionFindings(
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
  if (evidence !== undefined && evidence.gap < 2 * 4) {
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
function flatFindings(trials: Trials, d: number, counts: readonly number[]): Finding[] {
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
      : (STRUCTURED_RESIDUAL * plane.variance) /
          Math.max(surfaces[i].variance, 1e-30 * plane.variance);
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
