/** Numbers on their way into a figure: finite, equally many, positive where an axis is logarithmic. */
import { DomainError, ShapeError } from "../../../errors.js";

export type Scale = "linear" | "log";

/** `values` as an array. @throws DomainError for NaN or Infinity */
export function finite(values: ArrayLike<number>, what: string): number[] {
  const out = Array.from(values);
  const bad = out.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new DomainError(`${what}[${bad}] is ${out[bad]}; expected a finite number.`);
  }
  return out;
}

/** @throws ShapeError when `values` does not have `length` entries */
export function requireLength(values: ArrayLike<unknown>, length: number, what: string): void {
  if (values.length !== length) {
    throw new ShapeError(`${what} has length ${values.length}; expected ${length}.`);
  }
}

/**
 * Numbers for an axis of the given scale. On a logarithmic axis values below
 * `floor` are drawn at the floor.
 * @throws DomainError for a value that is not positive when there is no floor
 */
export function onScale(values: number[], scale: Scale, what: string, floor?: number): number[] {
  if (scale === "linear") return values;
  if (floor !== undefined) {
    if (!(floor > 0)) throw new DomainError(`floor is ${floor}; expected a positive number.`);
    return values.map((value) => Math.max(value, floor));
  }
  const bad = values.findIndex((value) => value <= 0);
  if (bad >= 0) {
    throw new DomainError(
      `${what}[${bad}] is ${values[bad]} on a logarithmic axis; expected positive numbers, or give yFloor: values below it are then drawn at it.`,
    );
  }
  return values;
}

/** The step of a logarithmic axis in whole decades, so that Plotly labels 10^k only; undefined for short ranges. */
export function decadeStep(values: readonly number[]): number | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const decades = Math.log10(high / low);
  return decades >= 1.5 ? Math.max(1, Math.ceil(decades / 9)) : undefined;
}
