/**
 * Tangents and normals of a cloud of points (algorithm A4 of arXiv 2311.00212), with how far off they
 * are. With noise, few neighbours of a dense cloud span a radius no larger than the noise, so that a
 * denser cloud gives worse normals; the number of neighbours is therefore chosen by the error that it
 * leads to, unless it is given.
 */
import { DomainError } from "../../errors.js";
import { KDTree, Matrix, quantile } from "../../numerics/index.js";
import type { Finding } from "../evidence/lie-evidence.js";
import {
  chosenCount,
  frameInflation,
  meanOf,
  tiltVariance,
  usableCounts,
} from "./choose-neighbours.js";
import { countFindings, dimensionFindings, flatFindings } from "./cloud-findings.js";
import { type IntrinsicDimension, intrinsicDimension } from "./intrinsic-dimension.js";
import { type LocalFrame, localFrame } from "./local-frame.js";
import { regressionUnknowns } from "./local-regression.js";
import {
  componentSizes,
  distinctPoints,
  evenlySpread,
  requireNeighbours,
  rowsAt,
  trialsOf,
} from "./neighbourhoods.js";
import { scaleFindings } from "./scales.js";

/** Points at which numbers of neighbours are compared. */
const MOST_TRIALS = 100;
/** Tangents are estimated at this many points at most, from the neighbours among all. */
const MOST_SAMPLES = 5000;
/** Neighbours that make the graph whose pieces are counted. */
const GRAPH_NEIGHBOURS = 12;

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
  /** Root mean square error of the normals, radians, bias included. */
  readonly angleError: number;
  /** By what the variances of the frames are to be multiplied for the bias of the fits; at least 1. */
  readonly inflation: number;
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
  const wide = Math.min(2 * count, distinct.rows);
  const sizes = componentSizes(tree.nearest(distinct, Math.min(count, GRAPH_NEIGHBOURS)));
  const inflation = frameInflation(trialsOf(tree, MOST_TRIALS, wide), count, wide, d, surface);
  const radii = Float64Array.from(kept, (i) => Math.sqrt(squaredDistances[(i + 1) * count - 1]));
  return {
    points: Matrix.fromRows(frames.map(({ foot }) => foot)),
    frames,
    dimension: d,
    evidence,
    neighbours: count,
    radius: quantile(radii, 0.5),
    scatter: Math.sqrt(meanOf(frames, ({ variance }) => variance)),
    angleError: Math.sqrt(inflation * meanOf(frames, tiltVariance)),
    inflation,
    findings: [
      ...scaleFindings(distinct),
      ...countFindings(repeated, samples.rows - kept.length, sizes),
      ...dimensionFindings(d, m, evidence),
      ...flatFindings(trials, d, counts),
    ],
  };
}
