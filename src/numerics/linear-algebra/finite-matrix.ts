import { DomainError } from "../../errors.js";
import type { Matrix } from "../matrix.js";

/** @throws DomainError naming the first entry of `matrix` that is NaN or infinite */
export function requireFinite(caller: string, argument: string, matrix: Matrix): void {
  const k = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (k >= 0) {
    const [row, column] = [Math.floor(k / matrix.columns), k % matrix.columns];
    throw new DomainError(
      `${caller}: ${argument}(${row}, ${column}) is ${matrix.data[k]}; expected finite numbers only.`,
    );
  }
}
