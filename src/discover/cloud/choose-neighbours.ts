/**
 * How many neighbours a local frame should have, and what error it then makes. More neighbours
 * average more noise and reach farther into the curvature; the least mean squared tilt decides.
 */
import { biasInflation } from "./bias.js";
import { type LocalFrame, localFrame } from "./local-frame.js";
import type { Trials } from "./neighbourhoods.js";

/** Numbers of neighbours that are tried, as far as there are four times as many points. */
const COUNTS = [12, 18, 27, 40, 60, 90, 135, 200, 300];
/** A smaller neighbourhood is taken when its error is this near to the least. */
const NEARLY_LEAST = 1.2;

/** Those of COUNTS that N points allow; ascending, at least one. */
export function usableCounts(N: number): number[] {
  const usable = COUNTS.filter((count) => 4 * count <= N);
  return usable.length > 0 ? usable : [Math.min(N, COUNTS[0])];
}

/** E of the squared tilt of a normal: s² tr C. */
export function tiltVariance({ variance, slopeCovariance }: LocalFrame): number {
  return variance * slopeCovariance.trace();
}

/** The fewest neighbours with nearly the least error. @param least what a frame needs at all */
export function chosenCount(
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

/** Frames at the trial points, where they are determined. */
export function trialFrames(
  trials: Trials,
  count: number,
  d: number,
  surface: "plane" | "quadratic",
): LocalFrame[] {
  return Array.from({ length: trials.count }, (_, i) =>
    localFrame(trials.at(i), trials.around(i, count), d, surface),
  ).filter((frame) => frame !== undefined);
}

/** The bias of frames with `count` neighbours, from those with `wide`. */
export function frameInflation(
  trials: Trials,
  count: number,
  wide: number,
  d: number,
  surface: "plane" | "quadratic",
): number {
  if (d === trials.dimension || wide < 1.5 * count) return 1;
  let [moved, own, far, pairs] = [0, 0, 0, 0];
  for (let i = 0; i < trials.count; i++) {
    const near = localFrame(trials.at(i), trials.around(i, count), d, surface);
    const other = localFrame(trials.at(i), trials.around(i, wide), d, surface);
    if (near === undefined || other === undefined) continue;
    const tilt = other.normals.multiply(near.tangents.transpose()).frobeniusNorm();
    moved += tilt ** 2 / near.normals.rows;
    own += tiltVariance(near);
    far += tiltVariance(other);
    pairs++;
  }
  if (pairs === 0) return 1;
  const degree = surface === "plane" ? 1 : 2;
  return biasInflation({ moved, own, wide: far, dimension: d, degree });
}

export function meanOf(frames: readonly LocalFrame[], of: (frame: LocalFrame) => number): number {
  if (frames.length === 0) return Number.POSITIVE_INFINITY;
  return frames.reduce((sum, frame) => sum + of(frame), 0) / frames.length;
}
