/**
 * A cloud of points made ready: checked, taken relative to its centroid, and scaled by a
 * power of two where squares would overflow or vanish.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { type Matrix, requireMatrix } from "../../../numerics/index.js";
import { type SpanOptions, spanTolerance, UNIT_ROUNDING } from "./precision.js";

export interface Cloud {
  readonly count: number;
  readonly dimension: number;
  /** (x_i − shift) / unit, row by row; the input's own numbers where those are the same. */
  readonly points: Float64Array;
  readonly shift: Float64Array;
  /** A power of two, 1 unless the entries are huge or tiny. */
  readonly unit: number;
  /** The longest point, in units. */
  readonly largest: number;
  /** Lengths up to this, in units, count as none. */
  readonly threshold: number;
}

/** Entries beyond this, or all below its inverse, are scaled: their squares are safe. */
const SAFE = 2 ** 400;

/** Squared lengths, of points of up to 128 coordinates, between which the largest entry is safe. */
const [LEAST_SQUARE, LARGEST_SQUARE] = [2 ** -790, 2 ** 800];

/** Taking the centroid away leaves an error of some roundings of the points' own length. */
export const CENTRING_ROUNDINGS = 32;

/** @throws ShapeError unless the points are rows of `dimension` numbers; DomainError naming a coordinate that is not finite */
export function readyCloud(
  caller: string,
  input: Matrix,
  dimension: number,
  centred: boolean,
  options: SpanOptions,
): Cloud {
  const tolerance = spanTolerance(caller, options);
  requirePoints(caller, input, dimension);
  const { rows: count, data } = input;
  const square = largestSquare(data, dimension);
  const unit =
    square >= LEAST_SQUARE && square <= LARGEST_SQUARE ? 1 : safeUnit(caller, data, dimension);
  const points = unit !== 1 || centred ? data.slice() : data;
  if (unit !== 1) for (let k = 0; k < points.length; k++) points[k] /= unit;
  const shift = new Float64Array(dimension);
  let floor = 0;
  if (centred && count > 0) {
    floor = CENTRING_ROUNDINGS * UNIT_ROUNDING[options.precision ?? "double"];
    floor *= longestRow(points, dimension);
    // Twice: the second mean is that of small numbers, which keeps more digits.
    for (let pass = 0; pass < 2; pass++) subtractMean(points, dimension, shift);
    for (let k = 0; k < dimension; k++) shift[k] *= unit;
  }
  const largest = points === data ? Math.sqrt(square) : longestRow(points, dimension);
  return {
    count,
    dimension,
    points,
    shift,
    unit,
    largest,
    threshold: Math.max(tolerance * largest, floor),
  };
}

/** A power of two that makes the largest entry safe. @throws DomainError as `largestEntry` */
function safeUnit(caller: string, data: Float64Array, dimension: number): number {
  const entry = largestEntry(caller, data, dimension);
  return entry > SAFE || (entry > 0 && entry < 1 / SAFE) ? 2 ** Math.floor(Math.log2(entry)) : 1;
}

/** @throws ShapeError */
export function requirePoints(caller: string, input: Matrix, dimension: number): void {
  requireMatrix(caller, "the cloud", input);
  if (input.columns !== dimension && !(input.rows === 0 && input.columns === 0)) {
    throw new ShapeError(
      `${caller}: got points of ${input.columns} coordinates (a ${input.rows} × ${input.columns} matrix); expected ${dimension} columns, a row for each point.`,
    );
  }
}

/** @throws DomainError naming the point and the coordinate */
export function largestEntry(caller: string, data: Float64Array, dimension: number): number {
  let largest = 0;
  for (let k = 0; k < data.length; k++) {
    const size = Math.abs(data[k]);
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new DomainError(
        `${caller}: coordinate ${k % dimension} of point ${Math.floor(k / dimension)} is ${data[k]}; expected finite numbers.`,
      );
    }
    if (size > largest) largest = size;
  }
  return largest;
}

export function longestRow(points: Float64Array, dimension: number): number {
  return Math.sqrt(largestSquare(points, dimension));
}

/** Of the rows; NaN when a number is NaN or infinite. */
function largestSquare(points: Float64Array, dimension: number): number {
  let largest = 0;
  let nothing = 0;
  for (let start = 0; start < points.length; start += dimension) {
    let square = 0;
    for (let k = start; k < start + dimension; k++) square += points[k] * points[k];
    if (square > largest) largest = square;
    nothing += 0 * square;
  }
  return nothing + largest;
}

function subtractMean(points: Float64Array, dimension: number, shift: Float64Array): void {
  const count = points.length / dimension;
  const mean = new Float64Array(dimension);
  for (let k = 0; k < points.length; k += dimension) {
    for (let j = 0; j < dimension; j++) mean[j] += points[k + j];
  }
  for (let j = 0; j < dimension; j++) {
    mean[j] /= count;
    shift[j] += mean[j];
  }
  for (let k = 0; k < points.length; k += dimension) {
    for (let j = 0; j < dimension; j++) points[k + j] -= mean[j];
  }
}
