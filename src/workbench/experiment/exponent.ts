/** The power with which a measured quantity falls or grows. */
import { DomainError } from "../../errors.js";
import { linearRegression, mean } from "../../numerics/index.js";

/**
 * The exponent p of y ≈ c·xᵖ: the slope of log ȳ against log x by least squares, with ȳ
 * the mean over the rows that have the same x.
 * @throws DomainError unless there are two different x and all x and means are positive
 */
export function exponent<Row extends object>(
  rows: readonly Row[],
  names: { x: keyof Row; y: keyof Row },
): number {
  const x = [...new Set(rows.map((row) => Number(row[names.x])))];
  const y = x.map((at) =>
    mean(rows.filter((row) => Number(row[names.x]) === at).map((row) => Number(row[names.y]))),
  );
  if (![...x, ...y].every((value) => value > 0)) {
    throw new DomainError(
      `exponent: got the means [${y.join(", ")}] at [${x.join(", ")}]; expected positive numbers, for their logarithms are fitted.`,
    );
  }
  return linearRegression(x.map(Math.log), y.map(Math.log)).slope;
}
