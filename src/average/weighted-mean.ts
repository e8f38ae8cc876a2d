/** Means of what models return: numbers, vectors, matrices, real or complex. */
import { ShapeError } from "../errors.js";
import { ComplexMatrix, Matrix } from "../numerics/index.js";

/** What has a mean. */
export type Averageable = number | Float64Array | Matrix | ComplexMatrix;

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
  return alike(first, sum) as Output;
}

/** The numbers of a value, in its own order; of complex ones first the real parts. */
export function entries(value: Averageable): Float64Array {
  if (typeof value === "number") return Float64Array.of(value);
  if (value instanceof ComplexMatrix) {
    const { real, imaginary } = value;
    const out = new Float64Array(2 * real.data.length);
    out.set(real.data);
    out.set(imaginary.data, real.data.length);
    return out;
  }
  return value instanceof Matrix ? value.data : value;
}

/** A value of the kind and shape of another, from its numbers. */
function alike(value: Averageable, numbers: Float64Array): Averageable {
  if (typeof value === "number") return numbers[0];
  if (value instanceof Float64Array) return numbers;
  const { rows, columns } = value;
  if (value instanceof Matrix) return new Matrix(rows, columns, numbers);
  const half = rows * columns;
  return new ComplexMatrix(
    new Matrix(rows, columns, numbers.slice(0, half)),
    new Matrix(rows, columns, numbers.slice(half)),
  );
}

function shapeOf(value: Averageable): string {
  if (value instanceof Matrix) return `a ${value.rows} × ${value.columns} matrix`;
  if (value instanceof ComplexMatrix) return `a complex ${value.rows} × ${value.columns} matrix`;
  return typeof value === "number" ? "a number" : `${value.length} numbers`;
}
