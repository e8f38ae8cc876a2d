import { DomainError } from "../../errors.js";
import { formatNumber } from "../table/format.js";
import type { Tolerance } from "./claim.js";

/** Whether `value` lies within `tolerance`, bounds included; NaN never does. */
export function within(value: number, tolerance: Tolerance): boolean {
  const [low, high] = bounds(tolerance);
  return value >= low && value <= high;
}

/** `≤ 0.1`, `≥ 3`, `in [0, 1]`, `1 ± 0.5` */
export function toleranceText(tolerance: Tolerance): string {
  if ("atMost" in tolerance) {
    return `≤ ${bound(tolerance.atMost)}`;
  }
  if ("atLeast" in tolerance) {
    return `≥ ${bound(tolerance.atLeast)}`;
  }
  if ("between" in tolerance) {
    return `in [${tolerance.between.map(bound).join(", ")}]`;
  }
  return `${bound(tolerance.equals)} ± ${bound(tolerance.within)}`;
}

/** A bound with all its digits: 1e-4, 0.0111095. */
function bound(value: number): string {
  return formatNumber(value, Math.max(1, value.toExponential().replace(/e.*|\D/g, "").length));
}

/** Throws DomainError unless the tolerance can be met by some value. */
export function checkTolerance(id: string, tolerance: Tolerance): void {
  const [low, high] = bounds(tolerance);
  if (!(low <= high)) {
    throw new DomainError(
      `ledger.check: claim "${id}" has the tolerance ${JSON.stringify(tolerance)}; expected ` +
        "{ atMost }, { atLeast }, { between: [low, high] } or { equals, within } with numbers " +
        "that some value can meet.",
    );
  }
}

function bounds(tolerance: Tolerance): readonly [number, number] {
  if ("atMost" in tolerance) {
    return [Number.NEGATIVE_INFINITY, tolerance.atMost];
  }
  if ("atLeast" in tolerance) {
    return [tolerance.atLeast, Number.POSITIVE_INFINITY];
  }
  if ("between" in tolerance) {
    return tolerance.between;
  }
  return [tolerance.equals - tolerance.within, tolerance.equals + tolerance.within];
}
