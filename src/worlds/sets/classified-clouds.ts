/**
 * Sets of clouds of one size with a class each.
 *
 * | name here | shape                    | meaning                                       |
 * | values    | count × points × dimension | coordinates, a cloud after the other          |
 * | labels    | count                    | the class of each cloud, 0 … classes − 1      |
 */
import { DomainError } from "../../errors.js";

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
