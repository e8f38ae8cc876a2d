/**
 * How many directions count as symmetries. Three rules, by what is known of the errors:
 *
 * - "exact": L is known to rounding. ρ ≤ tolerance is zero.
 * - "floor": L comes from estimates whose error is estimated as well. A direction counts when what
 *   is measured is no more than an exact symmetry would show, or up to `factor` times that where a
 *   gap of CLEAR_GAP sets it apart from the others; and when the limit factor · floor lies below
 *   `resolution`, since above it nothing could be told apart.
 * - "gap": nothing is known of the errors, as for a trained network. The widest ratio between
 *   neighbouring defects decides, the range [tolerance, 1] closing the list at both ends, so
 *   that "none" and "all" can win too. A ratio below `least` decides for none.
 *
 * Whatever the rule, the result carries the ratio that it rests on.
 */
import { DomainError } from "../../errors.js";
import { RANK_TOLERANCE, type Vector } from "../../numerics/index.js";

/** A gap that is less wide than this does not decide. */
export const LEAST_GAP = 5;
/** What sets directions apart that lie a little above their floor. */
export const CLEAR_GAP = 3;
/** Measured over expected of an exact symmetry is 1; spheres, tori, cylinders, helices and hyperboloids gave 0.4 to 1.7. */
export const FLOOR_FACTOR = 2;
/** A limit factor · floor above this reaches the ρ of broken directions: they are neither found nor excluded. */
export const FLOOR_RESOLUTION = 0.4;

export type DecisionRule =
  | { readonly rule: "exact"; readonly tolerance?: number }
  | { readonly rule: "floor"; readonly factor?: number; readonly resolution?: number }
  | { readonly rule: "gap"; readonly least?: number; readonly tolerance?: number };

export interface SymmetryDecision {
  readonly rule: DecisionRule["rule"];
  /** Of the list of defects, how many at its end count as zero. */
  readonly dimension: number;
  /** The smallest defect that counts as broken; 1 when none does. */
  readonly kept: number;
  /** The largest that counts as symmetric; 0 when none does. */
  readonly dropped: number;
  /** kept / max(dropped, tolerance): near 1 the dimension is a guess. */
  readonly gap: number;
  /** Below which ρ counted as zero; for "gap" the geometric mean of both sides. */
  readonly threshold: number;
  /** The dimension that the widest gap speaks for, and that gap, whatever the rule. */
  readonly widest: { readonly dimension: number; readonly gap: number };
}

/**
 * @param defects ρ, descending
 * @param floors for each, the ρ that errors alone would show; needed by "floor"
 * @throws DomainError for options outside their range, or "floor" without floors
 */
export function decideSymmetries(
  defects: Vector,
  rule: DecisionRule,
  floors?: Vector,
): SymmetryDecision {
  const tolerance = rule.rule === "floor" ? RANK_TOLERANCE : (rule.tolerance ?? RANK_TOLERANCE);
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new DomainError(
      `discover: the decision's tolerance is ${tolerance}; expected a number in (0, 1), for defects between 0 and √2.`,
    );
  }
  const widest = widestGap(defects, tolerance);
  const summary = (dimension: number, threshold?: number): SymmetryDecision => {
    const { kept, dropped } = sides(defects, dimension);
    return {
      rule: rule.rule,
      dimension,
      kept,
      dropped,
      gap: kept / Math.max(dropped, tolerance),
      threshold: threshold ?? Math.sqrt(kept * Math.max(dropped, tolerance)),
      widest,
    };
  };
  if (rule.rule === "exact") {
    return summary(defects.length - tail(defects, (value) => value <= tolerance), tolerance);
  }
  if (rule.rule === "gap") {
    const least = requireAbove("least", rule.least ?? LEAST_GAP, 1);
    return summary(widest.gap >= least ? widest.dimension : 0);
  }
  if (floors === undefined) {
    throw new DomainError(
      'discover: the rule "floor" needs estimates of the errors, which this source has not; use "gap" or "exact".',
    );
  }
  const factor = requireAbove("factor", rule.factor ?? FLOOR_FACTOR, 0);
  const resolution = requireAbove("resolution", rule.resolution ?? FLOOR_RESOLUTION, 0);
  const within = (times: number) =>
    defects.length -
    tail(
      defects,
      (value, k) =>
        value <= Math.max(times * floors[k], tolerance) && factor * floors[k] <= resolution,
    );
  const sure = within(1);
  let dimension = within(factor);
  const gapAt = (d: number) => {
    const { kept, dropped } = sides(defects, d);
    return kept / Math.max(dropped, tolerance);
  };
  while (dimension > sure && gapAt(dimension) < CLEAR_GAP) dimension--;
  return summary(dimension);
}

/** The first index from which `counts` holds for all that follow. */
function tail(values: Vector, counts: (value: number, index: number) => boolean): number {
  let first = values.length;
  while (first > 0 && counts(values[first - 1], first - 1)) first--;
  return first;
}

function sides(defects: Vector, dimension: number): { kept: number; dropped: number } {
  const broken = defects.length - dimension;
  return {
    kept: broken === 0 ? 1 : defects[broken - 1],
    dropped: dimension === 0 ? 0 : defects[broken],
  };
}

function widestGap(defects: Vector, tolerance: number): { dimension: number; gap: number } {
  let widest = { dimension: 0, gap: 1 };
  for (let dimension = 1; dimension <= defects.length; dimension++) {
    const { kept, dropped } = sides(defects, dimension);
    const gap = Math.max(kept, tolerance) / Math.max(dropped, tolerance);
    if (gap > widest.gap) widest = { dimension, gap };
  }
  return widest;
}

function requireAbove(name: string, value: number, bound: number): number {
  if (!(value > bound)) {
    throw new DomainError(
      `discover: the decision's ${name} is ${value}; expected more than ${bound}.`,
    );
  }
  return value;
}
