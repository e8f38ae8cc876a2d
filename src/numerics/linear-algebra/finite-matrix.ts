import { DomainError, ShapeError } from "../../errors.js";
import type { Matrix } from "../matrix.js";

/** @throws ShapeError when `matrix` is no Matrix; DomainError naming its first entry that is NaN or infinite */
export function requireFinite(caller: string, argument: string, matrix: Matrix): void {
  requireMatrix(caller, argument, matrix);
  const { data, columns } = matrix;
  if (allFinite(data)) return;
  for (let k = 0; k < data.length; k++) {
    if (!Number.isFinite(data[k])) {
      throw new DomainError(
        `${caller}: ${argument}(${Math.floor(k / columns)}, ${k % columns}) is ${data[k]}; expected finite numbers only.`,
      );
    }
  }
}

/** Whether Σ 0 · x is a number: in four sums, so that no addition waits for the one before. */
export function allFinite(numbers: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (const whole = numbers.length - 3; k < whole; k += 4) {
    a += 0 * numbers[k];
    b += 0 * numbers[k + 1];
    c += 0 * numbers[k + 2];
    d += 0 * numbers[k + 3];
  }
  for (; k < numbers.length; k++) a += 0 * numbers[k];
  return a + b + c + d === 0;
}

/** The size of a finite square matrix. @throws ShapeError when it is no Matrix or not square; DomainError as `requireFinite` */
export function requireSquare(caller: string, argument: string, matrix: Matrix): number {
  requireMatrix(caller, argument, matrix);
  const { rows, columns } = matrix;
  if (rows !== columns) {
    throw new ShapeError(
      `${caller}: ${argument} is ${rows} × ${columns}; expected a square matrix.`,
    );
  }
  requireFinite(caller, argument, matrix);
  return rows;
}

/** @throws ShapeError for what untyped code passes instead: nested arrays, numbers, nothing */
export function requireMatrix(caller: string, argument: string, matrix: Matrix): void {
  if (!(matrix?.data instanceof Float64Array)) {
    const kind = Array.isArray(matrix) ? "array" : typeof matrix;
    const got = matrix == null ? matrix : /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
    throw new ShapeError(
      `${caller}: ${argument} is ${got}; expected a Matrix, such as Matrix.fromRows([[1, 2], [3, 4]]).`,
    );
  }
}

/** @throws DomainError when a result that was computed from finite numbers has left Float64 */
export function requireRepresentable(caller: string, result: string, numbers: Float64Array): void {
  for (let k = 0; k < numbers.length; k++) {
    if (!Number.isFinite(numbers[k])) {
      throw new DomainError(`${caller}: ${result} is beyond Float64; scale the arguments down.`);
    }
  }
}
