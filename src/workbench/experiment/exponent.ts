/** The power with which a measured quantity falls or grows. */
import { DomainError } from "../../errors.js";
import { linearRegression, mean } from "../../numerics/index.js";
import { column } from "./column.js";

/**
 * The exponent p of y ≈ c·xᵖ: the slope of log ȳ against log x by least squares, with ȳ
 * the mean over the rows that have the same x.
 * @throws DomainError unless there are two different x and all x and means are positive
 */
export function exponent<Row extends object>(
  rows: readonly Row[],
  names: { x: keyof Row; y: keyof Row },
): number {
  const at = column("exponent", rows, names.x);
  const values = column("exponent", rows, names.y);
  const x = [...new Set(at)];
  if (x.length < 2) {
    throw new DomainError(
      `exponent: got ${rows.length} rows with ${x.length} different ${String(names.x)}; expected at least two, for a line is fitted.`,
    );
  }
  const y = x.map((one) => mean(values.filter((_, k) => at[k] === one)));
  if (![...x, ...y].every((value) => value > 0)) {
    throw new DomainError(
      `exponent: got the means [${y.join(", ")}] at [${x.join(", ")}]; expected positive numbers, for their logarithms are fitted.`,
    );
  }
  return linearRegression(x.map(Math.log), y.map(Math.log)).slope;
}
