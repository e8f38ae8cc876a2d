/**
 * What the inspector says of a form under O(p,q). Conditioning is ‖g‖ ‖g⁻¹‖ (the squared
 * stretch of the boost) over the smallest part that was kept; a span with light-like
 * directions is on a discontinuity, since a little mass changes its form.
 */
import type { FrameReport } from "../../frame-report.js";
import { type Precision, UNIT_ROUNDING } from "../span/precision.js";
import type { Metric } from "./metric.js";
import type { PseudoDecision } from "./pseudo-orthogonal-frame.js";

/** Conditioning from which a finding warns: half of the digits are gone. */
const POOR = 1e6;

export function pseudoReport(
  frame: string,
  { dimension }: Metric,
  { cloud, span, pose, momentum }: PseudoDecision,
  precision: Precision,
): FrameReport {
  const { signature, kept, margin } = span;
  const { rank, stabiliser } = pose;
  const boost = pose.element.frobeniusNorm() * pose.inverse.frobeniusNorm();
  const conditioning = Math.max(1, boost / dimension / Math.min(1, kept));
  const findings: string[] = [];
  if (cloud.count === 0) {
    findings.push("There are no points: the form is empty, and any element serves.");
  }
  if (rank > 0) {
    findings.push(
      momentum
        ? "The time axis lies along the total momentum."
        : "The total momentum gives no safe time axis, or was not asked: axes come from pivots of the Gram matrix.",
    );
  }
  if (signature.light > 0) {
    findings.push(
      `The span has ${signature.light} light-like ${signature.light === 1 ? "direction" : "directions"} orthogonal to all of it. A boost stretches them at will, so that their length is lost from the form, and vectors keep only their part in the span.`,
    );
  } else if (cloud.count > 0 && stabiliser.moved.length > 0) {
    findings.push(
      `The points span ${rank} of ${dimension} dimensions: ${stabiliser.name} leaves the form alone, so that vectors keep only their part in the span.`,
    );
  }
  if (conditioning > POOR) {
    findings.push(
      `Errors of the input are enlarged up to ${conditioning.toPrecision(2)} times: the boost is fast, or the points are nearly dependent.`,
    );
  }
  return {
    frame,
    calls: 1,
    rank,
    stabiliser: {
      ...(stabiliser.order !== undefined && { order: stabiliser.order }),
      description:
        signature.light > 0 || stabiliser.moved.length === 0
          ? stabiliser.name
          : `${stabiliser.name} on the complement`,
    },
    conditioning,
    distance: margin * cloud.unit,
    errorBound: UNIT_ROUNDING[precision] * conditioning,
    findings,
  };
}
