/**
 * Sets of clouds of one size with a class each.
 *
 * | name here | shape                    | meaning                                       |
 * | values    | count × points × dimension | coordinates, a cloud after the other          |
 * | labels    | count                    | the class of each cloud, 0 … classes − 1      |
 */
import { DomainError, ShapeError } from "../../errors.js";

export interface ClassifiedClouds<Numbers extends Float32Array | Float64Array = Float32Array> {
  readonly name: string;
  readonly count: number;
  readonly points: number;
  readonly dimension: number;
  readonly classes: number;
  readonly values: Numbers;
  readonly labels: Uint8Array;
}

/** float32, for training, unless "double". */
export type CloudPrecision = "single" | "double";

/** Room for the coordinates. @throws DomainError for a count that is no whole number from 1 on */
export function cloudValues(
  caller: string,
  sizes: Readonly<Record<string, number>>,
  precision: CloudPrecision,
): Float32Array | Float64Array {
  let length = 1;
  for (const [argument, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new DomainError(
        `${caller}: ${argument} is ${size}; expected a whole number from 1 on.`,
      );
    }
    length *= size;
  }
  if (precision === "single") return new Float32Array(length);
  if (precision === "double") return new Float64Array(length);
  throw new DomainError(
    `${caller}: precision is "${precision}"; expected "single" (float32) or "double".`,
  );
}

export interface OwnClouds {
  /** As many clouds as they fill, float32 unless they are a Float64Array. */
  readonly values: Float32Array | Float64Array;
  /** Of each cloud, from 2 on. */
  readonly points: number;
  /** Coordinates of each point; 3 unless given. */
  readonly dimension?: number;
  /** A whole number from 0 to 255 for each cloud; all 0 unless given. */
  readonly labels?: ArrayLike<number>;
  readonly name?: string;
}

/**
 * A set of clouds from coordinates of one's own, checked.
 * @throws ShapeError for numbers that fill no whole number of clouds, and labels of another number;
 * DomainError for clouds of one point, for NaN and Infinity with their place, and for other labels
 */
export function cloudSet(own: OwnClouds): ClassifiedClouds<Float32Array | Float64Array> {
  const { values, points, dimension = 3, name = "clouds" } = own;
  if (!Number.isSafeInteger(points) || points < 2) {
    throw new DomainError(
      `cloudSet: points is ${points}; expected a whole number from 2 on, as one point has no shape.`,
    );
  }
  if (!Number.isSafeInteger(dimension) || dimension < 1) {
    throw new DomainError(
      `cloudSet: dimension is ${dimension}; expected a whole number from 1 on.`,
    );
  }
  const length = points * dimension;
  const count = values.length / length;
  if (!Number.isInteger(count) || count === 0) {
    throw new ShapeError(
      `cloudSet: got ${values.length} values; expected a multiple of points × dimension = ${points} × ${dimension} = ${length}, from one cloud on.`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const point = Math.floor((wrong % length) / dimension);
    throw new DomainError(
      `cloudSet: coordinate ${wrong % dimension} of point ${point} of cloud ${Math.floor(wrong / length)} is ${values[wrong]}; expected finite numbers.`,
    );
  }
  const { labels: given = new Uint8Array(count) } = own;
  if (given.length !== count) {
    throw new ShapeError(
      `cloudSet: got ${given.length} labels for ${count} clouds; expected as many.`,
    );
  }
  const labels = Uint8Array.from(given, (label, k) => {
    if (Number.isInteger(label) && label >= 0 && label <= 255) return label;
    throw new DomainError(
      `cloudSet: labels[${k}] is ${label}; expected a whole number from 0 to 255.`,
    );
  });
  const classes = labels.reduce((most, label) => Math.max(most, label + 1), 1);
  return { name, count, points, dimension, classes, values: values.slice(), labels };
}

/** The clouds from `start` to before `end`, in the same memory. @throws DomainError for no such clouds */
export function someClouds<Numbers extends Float32Array | Float64Array>(
  clouds: ClassifiedClouds<Numbers>,
  start: number,
  end: number,
): ClassifiedClouds<Numbers> {
  const { count, points, dimension } = clouds;
  if (
    !(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= count)
  ) {
    throw new DomainError(
      `someClouds: got ${start} to ${end} of ${count} clouds; expected whole numbers with 0 ≤ start < end ≤ ${count}.`,
    );
  }
  const length = points * dimension;
  return {
    ...clouds,
    count: end - start,
    values: clouds.values.subarray(start * length, end * length) as Numbers,
    labels: clouds.labels.subarray(start, end),
  };
}
