/** Means of what models return: numbers, vectors, matrices. */
import { ShapeError } from "../errors.js";
import { Matrix } from "../numerics/index.js";

/** What has a mean. */
export type Averageable = number | Float64Array | Matrix;

/**
 * Σ_k w_k y_k, of the kind and shape of the values.
 * @throws ShapeError naming `caller` when the values differ in kind or shape
 */
export function weightedMean<Output extends Averageable>(
  caller: string,
  values: readonly Output[],
  weights: ArrayLike<number>,
): Output {
  const [first] = values;
  if (typeof first === "number") {
    return (values as readonly number[]).reduce((sum, y, k) => sum + weights[k] * y, 0) as Output;
  }
  const shape = shapeOf(first);
  const sum = new Float64Array(entries(first).length);
  values.forEach((value, k) => {
    if (shapeOf(value) !== shape) {
      throw new ShapeError(
        `${caller}: the model gave ${shapeOf(value)} for pose ${k} and ${shape} for pose 0; expected one shape for all poses of an input.`,
      );
    }
    entries(value).forEach((entry, i) => {
      sum[i] += weights[k] * entry;
    });
  });
  return (first instanceof Matrix ? new Matrix(first.rows, first.columns, sum) : sum) as Output;
}

/** The numbers of a value, in its own order. */
export function entries(value: Averageable): Float64Array {
  if (typeof value === "number") return Float64Array.of(value);
  return value instanceof Matrix ? value.data : value;
}

function shapeOf(value: Averageable): string {
  if (value instanceof Matrix) return `a ${value.rows} × ${value.columns} matrix`;
  return typeof value === "number" ? "a number" : `${value.length} numbers`;
}
