/**
 * The nearest subspace with a simple rational basis.
 *
 * The reduced row echelon form of a subspace does not depend on the basis it is
 * computed from, and of a subspace with rational equations it is rational: its
 * entries are snapped to fractions p/q, and the result is accepted when its largest
 * principal angle to the given subspace is small and no accident.
 *
 * | symbol | name   | meaning                                                              |
 * | δ      |        | the largest distance that an entry was moved                         |
 * | D      |        | the largest denominator that was used                                |
 * | N(D)   |        | Σ_{q ≤ D} φ(q), the fractions p/q in [0, 1)                            |
 * | c      | chance | min(1, 2 δ N(D))^(zeros and different values): how likely chance comes as near |
 */
import { DomainError } from "../../../errors.js";
import { Matrix, principalAngles } from "../../../numerics/index.js";
import { basisBrackets } from "../bracket.js";
import { matrixBasis } from "../matrix-basis.js";
import { reducedEchelon } from "./reduced-echelon.js";

export interface RationalBasisOptions {
  /** Largest principal angle in radians to the given span; default 10 ρ within [1e-5, 0.05], and 0.05 for one matrix. */
  readonly tolerance?: number;
  /** Largest denominator of an entry of the echelon form; default 12. */
  readonly largestDenominator?: number;
}

export interface RationalBasis {
  /** Whether a rational subspace lies within the tolerance, not by chance, and is an algebra if the span is one. */
  readonly accepted: boolean;
  /** Whole-number matrices without common factor, first nonzero entry positive; empty unless accepted. */
  readonly basis: readonly Matrix[];
  /** Principal angles between the span and the nearest candidate, ascending, radians. */
  readonly angles: Float64Array;
  readonly largestAngle: number;
  /** Of the rational candidate. */
  readonly closureResidual: number;
  /** How likely a subspace at random lies as near to one with such small denominators. */
  readonly chance: number;
}

const [SMALLEST_ANGLE, LARGEST_ANGLE] = [1e-5, 0.05];
const LARGEST_DENOMINATOR = 12;
/** Closure residual up to which the span was an algebra, and its rational one must be. */
const CLOSED = 0.15;
const LARGEST_CHANCE = 1e-4;
/** Relative to the tolerance: how coarsely entries are snapped, coarse first. */
const LADDER = [4, 2, 1, 0.5, 0.2, 0.1, 0.03, 0.01, 1e-3, 1e-4];

/**
 * Snaps the span of square matrices to a rational one.
 * @throws ShapeError, DomainError as `identifyAlgebra`; DomainError for options out of range
 */
export function rationalBasis(
  basis: readonly Matrix[],
  options: RationalBasisOptions = {},
): RationalBasis {
  const span = matrixBasis("rationalBasis", basis);
  const { residual } = basisBrackets(span);
  const noise = span.elements.length === 1 ? LARGEST_ANGLE : 10 * residual;
  const tolerance = options.tolerance ?? Math.min(LARGEST_ANGLE, Math.max(SMALLEST_ANGLE, noise));
  const denominator = options.largestDenominator ?? LARGEST_DENOMINATOR;
  if (!(tolerance > 0) || !Number.isInteger(denominator) || denominator < 1) {
    throw new DomainError(
      `rationalBasis: got tolerance ${tolerance} and largestDenominator ${denominator}; expected a positive angle in radians and a whole number from 1.`,
    );
  }
  if (span.elements.length === 0) return EXACTLY_ZERO;
  const closes = residual <= CLOSED;
  const echelon = reducedEchelon(span.columns.transpose());
  let best: RationalBasis | undefined;
  for (const step of LADDER) {
    const candidate = snappedRows(echelon, step * tolerance, denominator);
    const matrices = candidate.rows.map((row) => new Matrix(span.size, span.size, row));
    const own = matrixBasis("rationalBasis", matrices);
    const { angles } = principalAngles(span.columns, own.columns);
    const largestAngle = angles[angles.length - 1];
    const closureResidual = basisBrackets(own).residual;
    const { chance } = candidate;
    const measured = { angles, largestAngle, closureResidual, chance };
    const near = largestAngle <= tolerance && chance <= LARGEST_CHANCE;
    if (near && (closureResidual < 1e-10 || !closes)) {
      return { accepted: true, basis: matrices, ...measured };
    }
    if (best === undefined || largestAngle < best.largestAngle) {
      best = { accepted: false, basis: [], ...measured };
    }
  }
  return best!;
}

const EXACTLY_ZERO: RationalBasis = {
  accepted: true,
  basis: [],
  angles: new Float64Array(0),
  largestAngle: 0,
  closureResidual: 0,
  chance: 0,
};

function snappedRows(
  echelon: readonly Float64Array[],
  reach: number,
  largestDenominator: number,
): { rows: Float64Array[]; chance: number } {
  let [moved, largest] = [0, 1];
  const snapped = echelon.map((row) =>
    Array.from(row, (x) => {
      const [p, q] = nearestFraction(x, reach, largestDenominator);
      moved = Math.max(moved, Math.abs(p / q - x));
      largest = Math.max(largest, q);
      return [p, q] as [number, number];
    }),
  );
  const sizes = snapped.flat().map(([p, q]) => Math.abs(p / q));
  // Without the pivots, which are 1 above and below zeros in any echelon form.
  const d = snapped.length;
  const zeros = sizes.filter((size) => size === 0).length - d * (d - 1);
  const ones = sizes.filter((size) => size === 1).length > d ? 1 : 0;
  const others = new Set(sizes.filter((size) => size !== 0 && size !== 1)).size;
  const hit = Math.min(1, 2 * moved * fractionsUpTo(largest));
  const full = d === snapped[0].length;
  return { rows: snapped.map(wholeNumbers), chance: full ? 0 : hit ** (zeros + ones + others) };
}

/** [p, q] with the smallest q for which p/q is within reach / q of x; the nearest one when none is. */
function nearestFraction(x: number, reach: number, largestDenominator: number): [number, number] {
  let nearest: [number, number] = [Math.round(x), 1];
  for (let q = 1; q <= largestDenominator; q++) {
    const p = Math.round(x * q);
    const distance = Math.abs(p / q - x);
    if (distance <= reach / q) return [p, q];
    if (distance < Math.abs(nearest[0] / nearest[1] - x)) nearest = [p, q];
  }
  return nearest;
}

/** The row times its common denominator, with a positive first entry. */
function wholeNumbers(fractions: readonly [number, number][]): Float64Array {
  const common = fractions.reduce((lcm, [, q]) => (lcm * q) / greatestDivisor(lcm, q), 1);
  const whole = fractions.map(([p, q]) => (p * common) / q);
  const divisor = whole.reduce(greatestDivisor, 0) || 1;
  const sign = (whole.find((x) => x !== 0) ?? 1) < 0 ? -1 : 1;
  return Float64Array.from(whole, (x) => (sign * x) / divisor + 0);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestDivisor(b, a % b);
}

/** N(D): pairs p/q in lowest terms with 0 ≤ p < q ≤ D. */
function fractionsUpTo(largest: number): number {
  let count = 0;
  for (let q = 1; q <= largest; q++) {
    for (let p = 0; p < q; p++) if (greatestDivisor(p, q) === 1) count++;
  }
  return count;
}
