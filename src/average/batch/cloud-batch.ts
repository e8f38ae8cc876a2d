/** Many point clouds in one array, with nothing allocated for each. */
import { DomainError, ShapeError } from "../../errors.js";

export interface CloudBatch {
  /** Points of all clouds one after another, `dimension` numbers each. */
  readonly coordinates: Float64Array | Float32Array;
  /** d */
  readonly dimension: number;
  /** Points in each cloud; either this or `offsets`. */
  readonly size?: number;
  /** For clouds of different sizes: cloud k has the points offsets[k] … offsets[k + 1] − 1; count + 1 numbers from 0. */
  readonly offsets?: ArrayLike<number>;
}

/** The largest dimension that the kernel was built for. */
export const LARGEST_BATCH_DIMENSION = 8;

/** Where the clouds of a batch begin, in points: count + 1 numbers. @throws ShapeError, DomainError */
export function cloudOffsets(caller: string, clouds: CloudBatch): Float64Array {
  const { coordinates, dimension, size, offsets } = clouds;
  if (!(coordinates instanceof Float64Array || coordinates instanceof Float32Array)) {
    throw new ShapeError(
      `${caller}: coordinates are ${coordinates === null ? "null" : `a ${typeof coordinates}`}; expected one Float64Array or Float32Array with the points of all clouds.`,
    );
  }
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > LARGEST_BATCH_DIMENSION) {
    throw new DomainError(
      `${caller}: got dimension ${dimension}; expected a whole number from 1 to ${LARGEST_BATCH_DIMENSION}. Call minimalFrame for each cloud of more dimensions.`,
    );
  }
  if ((size === undefined) === (offsets === undefined)) {
    throw new ShapeError(
      `${caller}: got ${size === undefined ? "neither" : "both"} size ${size === undefined ? "nor" : "and"} offsets; expected one of them.`,
    );
  }
  return offsets === undefined
    ? equalOffsets(caller, coordinates.length, dimension, size!)
    : givenOffsets(caller, coordinates.length, dimension, offsets);
}

function equalOffsets(
  caller: string,
  length: number,
  dimension: number,
  size: number,
): Float64Array {
  if (!Number.isInteger(size) || size < 1) {
    throw new DomainError(
      `${caller}: got clouds of ${size} points; expected a whole number from 1. Use offsets for clouds that may be empty.`,
    );
  }
  const count = length / (size * dimension);
  if (!Number.isInteger(count)) {
    throw new ShapeError(
      `${caller}: got ${length} numbers, which are no whole number of clouds of ${size} × ${dimension}.`,
    );
  }
  const offsets = new Float64Array(count + 1);
  for (let k = 1; k <= count; k++) offsets[k] = k * size;
  return offsets;
}

function givenOffsets(
  caller: string,
  length: number,
  dimension: number,
  offsets: ArrayLike<number>,
): Float64Array {
  const out = Float64Array.from(offsets);
  const points = length / dimension;
  if (out.length === 0 || out[0] !== 0 || out[out.length - 1] !== points) {
    throw new ShapeError(
      `${caller}: offsets run from ${out[0]} to ${out[out.length - 1]}; expected from 0 to ${points}, the number of points.`,
    );
  }
  for (let k = 1; k < out.length; k++) {
    if (!Number.isInteger(out[k]) || out[k] < out[k - 1]) {
      throw new ShapeError(
        `${caller}: offsets[${k}] is ${out[k]} after ${out[k - 1]}; expected whole numbers that do not descend.`,
      );
    }
  }
  return out;
}
