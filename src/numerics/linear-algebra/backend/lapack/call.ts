import { ConvergenceError, EnvironmentError } from "../../../../errors.js";

/** A number for Fortran, which takes addresses. */
export const int = (value: number): Int32Array => Int32Array.of(value);
export const real = (value: number): Float64Array => Float64Array.of(value);

const QUERY = -1;

/**
 * Calls a routine twice: for the size of its work space, then for the result.
 * @throws ConvergenceError, EnvironmentError
 */
export function withWork(
  routine: string,
  run: (work: Float64Array, workLength: Int32Array, info: Int32Array) => void,
): void {
  const info = int(0);
  const wish = new Float64Array(1);
  run(wish, int(QUERY), info);
  const length = Math.max(1, wish[0]);
  if (info[0] === 0) run(new Float64Array(length), int(length), info);
  requireDone(routine, info);
}

/** @throws ConvergenceError, EnvironmentError unless `info` says that the routine is done */
export function requireDone(routine: string, info: Int32Array): void {
  if (info[0] > 0) {
    throw new ConvergenceError(
      `${routine}: LAPACK did not converge (info ${info[0]}); try useLinearAlgebra("eigen").`,
    );
  }
  if (info[0] < 0) {
    throw new EnvironmentError(
      `${routine}: the LAPACK library refuses argument ${-info[0]}; it may use 64-bit integers. Name another in INTERTWINE_LAPACK, or use useLinearAlgebra("eigen").`,
    );
  }
}
