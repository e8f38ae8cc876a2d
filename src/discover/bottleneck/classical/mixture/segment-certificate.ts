/**
 * A proof of optimality for profiles on one line: two letters, two outputs, or any letters whose
 * profiles are mixtures of two.
 *
 * | symbol | name here   | meaning                                                           |
 * | s      |             | a place on the line, g(s) = origin + s · direction                |
 * | d_a(s) |             | d(f_a, g(s)), convex in s                                         |
 * | c(s)   |             | Σ_a α_a e^(−d_a(s)); its maxima lie between the outermost profiles |
 *
 * max c is bounded from above on intervals, which are halved until the bound is tight: each term by the
 * tangents of its convex exponent, and the sum by Taylor's formula with bounds of
 * c'' = Σ α e^(−d) (d'² − d''), where d' rises and each term of d'' = Σ f v² / g² is monotone.
 */
import { Matrix, type Vector } from "../../../../numerics/index.js";
import { divergenceOf } from "./profile-mixture.js";

/** How far a profile may lie from the line, relative to what profiles sum to. */
const ON_THE_LINE = 1e-13;
/** An interval is left where its bound is within this of one, or of the largest value found. */
const TIGHT = 1e-11;
const MOST_INTERVALS = 200_000;

/**
 * An upper bound of max log c; Infinity where the profiles are on no line.
 * @param profiles n × m. @param letterWeights n, log α_a; −Infinity for letters of probability 0
 */
export function segmentBound(profiles: Matrix, letterWeights: Vector): number {
  const occupied = [...letterWeights.keys()].filter((a) => letterWeights[a] > -Infinity);
  const letters = new Matrix(occupied.length, profiles.columns);
  occupied.forEach((a, i) => {
    letters.row(i).set(profiles.row(a));
  });
  const line = lineThrough(letters);
  if (!line) return Infinity;
  const weights = Float64Array.from(occupied, (a) => letterWeights[a]);
  if (line.upper === line.lower) return Math.log(weights.reduce((sum, w) => sum + Math.exp(w), 0));
  return Math.log(largestBound(letters, weights, line));
}

interface Line {
  readonly origin: Float64Array;
  readonly direction: Float64Array;
  readonly lower: number;
  readonly upper: number;
}

function lineThrough(letters: Matrix): Line | undefined {
  const origin = letters.row(0);
  const total = origin.reduce((sum, f) => sum + f, 0);
  let far = 0;
  let widest = 0;
  for (let a = 1; a < letters.rows; a++) {
    const distance = letters.row(a).reduce((sum, f, j) => sum + (f - origin[j]) ** 2, 0);
    if (distance > widest) {
      widest = distance;
      far = a;
    }
  }
  const direction = letters.row(far).map((f, j) => f - origin[j]);
  let lower = 0;
  let upper = 0;
  for (let a = 1; a < letters.rows && widest > 0; a++) {
    const row = letters.row(a);
    const s = row.reduce((sum, f, j) => sum + (f - origin[j]) * direction[j], 0) / widest;
    if (row.some((f, j) => Math.abs(f - origin[j] - s * direction[j]) > ON_THE_LINE * total)) {
      return undefined;
    }
    lower = Math.min(lower, s);
    upper = Math.max(upper, s);
  }
  return { origin, direction, lower, upper };
}

/** d_a and d_a' at a place. */
interface Exponents {
  readonly place: number;
  readonly centroid: Float64Array;
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

function exponentsAt(letters: Matrix, { origin, direction }: Line, place: number): Exponents {
  const centroid = origin.map((g, j) => Math.max(0, g + place * direction[j]));
  const values = new Float64Array(letters.rows);
  const slopes = new Float64Array(letters.rows);
  for (let a = 0; a < letters.rows; a++) {
    const row = letters.row(a);
    values[a] = divergenceOf(row, centroid);
    for (let j = 0; j < row.length; j++) {
      if (row[j] > 0 && direction[j] !== 0) slopes[a] -= (row[j] * direction[j]) / centroid[j];
    }
  }
  return { place, centroid, values, slopes };
}

function largestBound(letters: Matrix, letterWeights: Vector, line: Line): number {
  let largest = 1;
  let bound = 1;
  const left = exponentsAt(letters, line, line.lower);
  const stack = [{ left, right: exponentsAt(letters, line, line.upper) }];
  for (let count = 0; stack.length > 0; count++) {
    const { left, right } = stack.pop()!;
    const middle = exponentsAt(letters, line, (left.place + right.place) / 2);
    for (const { values } of [left, middle, right]) {
      const height = values.reduce((sum, d, a) => sum + Math.exp(letterWeights[a] - d), 0);
      largest = Math.max(largest, height);
    }
    const above = Math.min(
      tangentBound(left, right, letterWeights),
      taylorBound(letters, line.direction, [left, middle, right], letterWeights),
    );
    const isTight = above <= largest * (1 + TIGHT);
    const isSplit = middle.place > left.place && middle.place < right.place;
    if (isTight || !isSplit || count > MOST_INTERVALS) {
      bound = Math.max(bound, above);
    } else {
      stack.push({ left, right: middle }, { left: middle, right });
    }
  }
  return bound;
}

/** Each convex exponent is at least its tangents at the ends. */
function tangentBound(left: Exponents, right: Exponents, letterWeights: Vector): number {
  let sum = 0;
  for (let a = 0; a < letterWeights.length; a++) {
    sum += Math.exp(letterWeights[a] - leastExponent(left, right, a));
  }
  return sum;
}

function leastExponent(left: Exponents, right: Exponents, a: number): number {
  const width = right.place - left.place;
  if (left.slopes[a] >= 0) return left.values[a];
  if (right.slopes[a] <= 0) return right.values[a];
  const isSteep = !Number.isFinite(left.slopes[a]) || !Number.isFinite(left.values[a]);
  const endless = !Number.isFinite(right.slopes[a]) || !Number.isFinite(right.values[a]);
  if (isSteep && endless) return 0;
  if (isSteep) return Math.max(0, right.values[a] - right.slopes[a] * width);
  if (endless) return Math.max(0, left.values[a] + left.slopes[a] * width);
  const crossing =
    (left.values[a] - right.values[a] + right.slopes[a] * width) /
    (right.slopes[a] - left.slopes[a]);
  return Math.max(0, left.values[a] + left.slopes[a] * Math.min(width, Math.max(0, crossing)));
}

/** sup of c(m) + c'(m) δ + ½ sup c'' δ² over the interval; Infinity where an end has no derivatives. */
function taylorBound(
  letters: Matrix,
  direction: Float64Array,
  [left, middle, right]: readonly Exponents[],
  letterWeights: Vector,
): number {
  let value = 0;
  let slope = 0;
  let curvature = 0;
  for (let a = 0; a < letters.rows; a++) {
    const row = letters.row(a);
    let leastSecond = 0;
    for (let j = 0; j < row.length; j++) {
      if (row[j] === 0) continue;
      const widest = Math.max(left.centroid[j], right.centroid[j]);
      leastSecond += row[j] * (direction[j] / widest) ** 2;
    }
    const bend = Math.max(left.slopes[a] ** 2, right.slopes[a] ** 2) - leastSecond;
    const extreme =
      bend > 0 ? leastExponent(left, right, a) : Math.max(left.values[a], right.values[a]);
    const height = Math.exp(letterWeights[a] - middle.values[a]);
    value += height;
    slope -= height * middle.slopes[a];
    curvature += bend * Math.exp(letterWeights[a] - extreme);
  }
  if (!Number.isFinite(value + slope + curvature)) return Infinity;
  const half = (right.place - left.place) / 2;
  const steep = Math.abs(slope);
  if (curvature < 0 && steep < -curvature * half) return value - steep ** 2 / (2 * curvature);
  return value + steep * half + (curvature * half ** 2) / 2;
}
