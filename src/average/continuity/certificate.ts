/**
 * Is a symmetrised model continuous along a path? Steps at two mesh widths tell a jump
 * from a slope.
 *
 * | symbol | name here       | meaning                                                    |
 * | X(s)   | path.at         | a continuous path of inputs, s from 0 to 1                 |
 * | v(s)   |                 | the model's value there                                    |
 * | h      | 1 / steps       | mesh width                                                 |
 * | Δ(h)   | coarse, fine    | max |v(s + h) − v(s)| over the mesh, entries' largest, at h and h/10 |
 * | Δ(h) / Δ(h/10) | ratio   | ≈ 10 where v is smooth, ≈ 1 where it jumps                 |
 *
 * Around the largest fine step the interval is halved down to 2⁻²⁴: what is left of the step is
 * the jump, and where it happens. A certificate speaks of its paths alone, and a
 * jump below the fine step can hide in the slope: `fine` is its resolution.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { Averageable } from "../weighted-mean.js";
import { entries } from "../weighted-mean.js";

/** Smallest ratio that counts as continuous; 10 is expected of a smooth function. */
export const CONTINUOUS_RATIO = 8;
/** Share of the fine step that halving leaves at a jump, at least. */
const LASTING = 0.5;
/** Width of the interval in which a jump is found: far above the lengths that frames take for 0, on parts of paths too. */
const NARROW = 2 ** -24;
/** Steps below this share of the largest value are rounding. */
const ROUNDING = 1e-12;

/** A continuous path of inputs. */
export interface ContinuityPath<Input> {
  /** Such as "two points meet". */
  readonly name: string;
  /** s from 0 to 1. */
  at(s: number): Input;
  /** Where it meets its degeneracy, if it is known. */
  readonly meets?: number;
}

export interface ContinuityFinding {
  readonly path: string;
  readonly verdict: "continuous" | "jump" | "undecided";
  /** Δ(h) / Δ(h/10); Infinity for a constant. */
  readonly ratio: number;
  /** Δ(h), in units of the output. */
  readonly coarse: number;
  /** Δ(h/10). */
  readonly fine: number;
  /** What halving leaves of the largest fine step: the size of the jump where there is one. */
  readonly jump: number;
  /** s of the largest fine step after halving: where the jump is. */
  readonly where: number;
  /** The largest entry of a value. */
  readonly scale: number;
}

export interface ContinuityCertificate {
  /** "jump" if one path has one; "continuous" if all are. */
  readonly verdict: ContinuityFinding["verdict"];
  /** The smallest ratio. */
  readonly ratio: number;
  /** The finding with the smallest ratio. */
  readonly worst: ContinuityFinding;
  readonly findings: readonly ContinuityFinding[];
}

export interface ContinuityOptions {
  /** Steps of the coarse mesh, default 1000; the fine one has ten times as many. */
  readonly steps?: number;
}

/**
 * Walks the paths and reports step ratios.
 * @param symmetrised the model as a user has symmetrised it, such as `average(model, frame)`
 * @throws DomainError for no path, steps below 10, and values that are not finite;
 *   ShapeError for values whose length changes along a path; and what the model throws
 */
export function continuityCertificate<Input>(
  symmetrised: (input: Input) => Averageable,
  paths: ContinuityPath<Input> | readonly ContinuityPath<Input>[],
  { steps = 1000 }: ContinuityOptions = {},
): ContinuityCertificate {
  const list: readonly ContinuityPath<Input>[] = isList(paths) ? paths : [paths];
  if (list.length === 0) {
    throw new DomainError("continuityCertificate: got no paths; expected at least one.");
  }
  if (!Number.isSafeInteger(steps) || steps < 10) {
    throw new DomainError(
      `continuityCertificate: got ${steps} steps; expected a whole number from 10 on.`,
    );
  }
  const findings = list.map((path) => walked(symmetrised, path, steps));
  const worst = findings.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  const some = (verdict: ContinuityFinding["verdict"]) =>
    findings.some((finding) => finding.verdict === verdict);
  const verdict = some("jump") ? "jump" : some("undecided") ? "undecided" : "continuous";
  return { verdict, ratio: worst.ratio, worst, findings };
}

function isList<Input>(
  paths: ContinuityPath<Input> | readonly ContinuityPath<Input>[],
): paths is readonly ContinuityPath<Input>[] {
  return Array.isArray(paths);
}

function walked<Input>(
  symmetrised: (input: Input) => Averageable,
  path: ContinuityPath<Input>,
  steps: number,
): ContinuityFinding {
  const value = (s: number): Float64Array => finite(path.name, s, entries(symmetrised(path.at(s))));
  let scale = 0;
  let [coarse, fine, largestAt] = [0, 0, 0];
  let previous = value(0);
  let previousCoarse = previous;
  for (let k = 1; k <= 10 * steps; k++) {
    const current = value(k / (10 * steps));
    const step = distance(path.name, previous, current);
    if (step > fine) [fine, largestAt] = [step, k];
    if (k % 10 === 0) {
      coarse = Math.max(coarse, distance(path.name, previousCoarse, current));
      previousCoarse = current;
    }
    for (const entry of current) scale = Math.max(scale, Math.abs(entry));
    previous = current;
  }
  const { jump, where } = halved(
    path.name,
    value,
    (largestAt - 1) / (10 * steps),
    largestAt / (10 * steps),
    fine,
  );
  const constant = coarse <= ROUNDING * scale;
  const ratio = constant ? Number.POSITIVE_INFINITY : coarse / fine;
  return {
    path: path.name,
    verdict:
      constant || (ratio >= CONTINUOUS_RATIO && jump < LASTING * fine)
        ? "continuous"
        : jump >= LASTING * fine
          ? "jump"
          : "undecided",
    ratio,
    coarse,
    fine,
    jump,
    where,
    scale,
  };
}

/** Follows the larger half of a step down to the narrowest interval. */
function halved(
  path: string,
  value: (s: number) => Float64Array,
  from: number,
  to: number,
  step: number,
): { jump: number; where: number } {
  if (step === 0) return { jump: 0, where: 0 };
  let [low, high] = [from, to];
  let [below, above] = [value(low), value(high)];
  while (high - low > NARROW) {
    const middle = (low + high) / 2;
    const between = value(middle);
    if (distance(path, below, between) >= distance(path, between, above)) {
      [high, above] = [middle, between];
    } else {
      [low, below] = [middle, between];
    }
  }
  return { jump: distance(path, below, above), where: (low + high) / 2 };
}

function distance(path: string, a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) {
    throw new ShapeError(
      `continuityCertificate: along "${path}" the model gave ${a.length} numbers, then ${b.length}; expected one shape.`,
    );
  }
  let largest = 0;
  for (let k = 0; k < a.length; k++) largest = Math.max(largest, Math.abs(a[k] - b[k]));
  return largest;
}

function finite(path: string, s: number, values: Float64Array): Float64Array {
  const bad = values.findIndex((entry) => !Number.isFinite(entry));
  if (bad < 0) return values;
  throw new DomainError(
    `continuityCertificate: along "${path}" at s = ${s} the model gave ${values[bad]} at index ${bad}; expected finite numbers.`,
  );
}
