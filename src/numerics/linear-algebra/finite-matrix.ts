import { DomainError } from "../../errors.js";
import type { Matrix } from "../matrix.js";

/** @throws DomainError naming the first entry of `matrix` that is NaN or infinite */
export function requireFinite(caller: string, argument: string, matrix: Matrix): void {
  const { data, columns } = matrix;
  for (let k = 0; k < data.length; k++) {
    if (!Number.isFinite(data[k])) {
      throw new DomainError(
        `${caller}: ${argument}(${Math.floor(k / columns)}, ${k % columns}) is ${data[k]}; expected finite numbers only.`,
      );
    }
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
