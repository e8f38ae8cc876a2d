/** What the inspector says of a cloud under a weighted frame of rotations. */
import type { FrameReport } from "../../frame-report.js";
import type { LinearPose } from "../../minimal/linear-pose.js";

/**
 * An axis from a short part is inaccurate by the rounding of the longest point over that
 * part, and weighs as little as the part is short: the mean over the poses stays small.
 */
export function chainReport(
  frame: string,
  poses: readonly LinearPose[],
  product: boolean,
): FrameReport {
  const highest = poses.reduce((a, b) => (b.rank > a.rank ? b : a));
  const { stabiliser, rank } = highest;
  const conditioning = poses.reduce(
    (sum, { weight, basis }) =>
      sum + weight * (basis && basis.kept < Infinity ? 1 / basis.kept : 1),
    0,
  );
  const findings: string[] = [];
  if (stabiliser.moved.length > 0) {
    findings.push(
      `The points span ${rank} of ${highest.form.columns} dimensions: ${stabiliser.name} leaves them alone, and vectors outside their span are averaged to 0.`,
    );
  }
  if (product) {
    findings.push("Product weights jump where the rank drops to 1; hierarchical ones do not.");
  }
  return {
    frame,
    calls: poses.length,
    rank,
    stabiliser: { order: stabiliser.order, description: stabiliser.name },
    conditioning: Math.max(1, conditioning),
    distance: product ? (highest.basis?.kept ?? 0) : Number.POSITIVE_INFINITY,
    errorBound: Number.EPSILON * Math.max(1, conditioning),
    findings,
  };
}
