/** What the inspector says of principal axes. */
import { product } from "../../numerics/index.js";
import type { FrameReport } from "../frame-report.js";
import { type Precision, UNIT_ROUNDING } from "../minimal/span/precision.js";
import { COORDINATE_TOLERANCE, leastGap, type PrincipalAxes } from "./principal-axes.js";
import { flatStabiliser } from "./principal-pose.js";
import { signDistance } from "./sign-distance.js";

export interface PrincipalKind {
  readonly calls: number;
  readonly special: boolean;
  readonly centred: boolean;
  readonly precision: Precision;
  /**
   * Whether the axes are made canonical by the points: then the frame copes with spreads that
   * are equal, and jumps also where a sign does.
   */
  readonly canonical: boolean;
}

/**
 * Where two spreads meet, any axes of their plane will do and the frame jumps: half of the gap
 * added to one and taken from the other does it, a change of X of Frobenius norm gap/√2 (its
 * spectral norm is half the gap). An error E of X turns the two axes by at most
 * √(σ_j² + σ_k²) ‖E‖ / |σ_j² − σ_k²|.
 */
export function principalReport(
  name: string,
  principal: PrincipalAxes,
  kind: PrincipalKind,
): FrameReport {
  const { calls, special, precision, canonical } = kind;
  const { cloud, spreads, flat, clusters } = principal;
  const d = cloud.dimension;
  const { name: group, order, moved } = flatStabiliser(special, d, flat);
  const findings: string[] = [];
  let conditioning = 1;
  for (let k = Math.max(1, flat); k < d; k++) {
    const [near, far] = [spreads[k - 1], spreads[k]];
    if (clusters.classes[k] === clusters.classes[k - 1]) {
      findings.push(
        `Axes ${k - 1} and ${k} have the spread ${(far * cloud.unit).toPrecision(6)} in common: ${
          canonical
            ? "their plane is made canonical by the points themselves"
            : "this frame is not equivariant here; take a minimal frame"
        }.`,
      );
      if (!canonical) conditioning = Number.POSITIVE_INFINITY;
    } else {
      const turn = (spreads[d - 1] * Math.hypot(near, far)) / ((far - near) * (far + near));
      conditioning = Math.max(conditioning, turn);
    }
  }
  const signs = canonical ? leastSignDistance(principal, kind) : Number.POSITIVE_INFINITY;
  if (flat > 0) findings.push(`The cloud is flat along ${flat} of ${d} axes.`);
  return {
    frame: name,
    calls,
    rank: d - flat,
    stabiliser: { description: moved.length > 0 ? `${group} on the flat axes` : group, order },
    conditioning,
    distance: Math.min(leastGap(principal) / Math.SQRT2, signs) * cloud.unit,
    errorBound: UNIT_ROUNDING[precision] * conditioning,
    findings,
  };
}

function leastSignDistance(
  { points, axes, flat, spreads }: PrincipalAxes,
  { centred, precision }: PrincipalKind,
): number {
  const coordinates = product(points, axes);
  let least = Number.POSITIVE_INFINITY;
  for (let k = flat; k < axes.columns; k++) {
    const tolerance = COORDINATE_TOLERANCE[precision] * spreads[k];
    least = Math.min(least, signDistance(coordinates.column(k), centred, tolerance));
  }
  return least;
}
