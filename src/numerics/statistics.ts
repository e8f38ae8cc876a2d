/** Statistics of a sample: location, scatter, quantiles, intervals, a fitted line. */
import { DomainError, ShapeError } from "../errors.js";
import { studentQuantile } from "./student-t.js";

export interface ConfidenceInterval {
  mean: number;
  lower: number;
  upper: number;
  level: number;
}

export interface LinearRegression {
  slope: number;
  intercept: number;
  /** Infinity for two points, which say nothing about the scatter. */
  slopeStandardError: number;
}

/** Σx / n, corrected once for rounding. @throws DomainError for no values or one that is not finite */
export function mean(values: ArrayLike<number>): number {
  requireSample("mean", "values", values, 1);
  return meanOf(values);
}

/** √(Σ(x − mean)² / (n − 1)). @throws DomainError for fewer than two values or one that is not finite */
export function standardDeviation(values: ArrayLike<number>): number {
  requireSample("standardDeviation", "values", values, 2);
  return deviation(values);
}

/**
 * The quantile at `probability` in [0, 1], linear between order statistics
 * (Hyndman and Fan's definition 7): 0 is the smallest value, ½ the median.
 * @throws DomainError
 */
export function quantile(values: ArrayLike<number>, probability: number): number {
  requireSample("quantile", "values", values, 1);
  if (!(probability >= 0 && probability <= 1)) {
    throw new DomainError(`quantile: probability is ${probability}; expected a number in [0, 1].`);
  }
  const sorted = Float64Array.from(values).sort();
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const share = position - below;
  return (1 - share) * sorted[below] + share * sorted[above];
}

/**
 * Student's interval for the mean of a normal law, mean ± t s / √n. One value
 * gives (−∞, ∞).
 * @throws DomainError for no values, one that is not finite, or a level outside (0, 1)
 */
export function confidenceInterval(values: ArrayLike<number>, level = 0.95): ConfidenceInterval {
  requireSample("confidenceInterval", "values", values, 1);
  if (!(level > 0 && level < 1)) {
    throw new DomainError(
      `confidenceInterval: level is ${level}; expected a number between 0 and 1, such as 0.95.`,
    );
  }
  const n = values.length;
  const center = meanOf(values);
  const half =
    n === 1
      ? Number.POSITIVE_INFINITY
      : (studentQuantile((1 + level) / 2, n - 1) * deviation(values)) / Math.sqrt(n);
  return { mean: center, lower: center - half, upper: center + half, level };
}

/**
 * Least squares y ≈ slope · x + intercept.
 * @throws ShapeError for different lengths, DomainError for fewer than two points, equal x, or values that are not finite
 */
export function linearRegression(x: ArrayLike<number>, y: ArrayLike<number>): LinearRegression {
  if (x.length !== y.length) {
    throw new ShapeError(
      `linearRegression: got ${x.length} x and ${y.length} y; expected as many of each.`,
    );
  }
  requireSample("linearRegression", "x", x, 2);
  requireSample("linearRegression", "y", y, 2);
  const [centerX, centerY] = [meanOf(x), meanOf(y)];
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - centerX) ** 2;
    xy += (x[i] - centerX) * (y[i] - centerY);
  }
  if (xx === 0) {
    throw new DomainError(
      `linearRegression: all x are ${x[0]}; expected at least two different ones.`,
    );
  }
  const slope = xy / xx;
  let residual = 0;
  for (let i = 0; i < x.length; i++) {
    residual += (y[i] - centerY - slope * (x[i] - centerX)) ** 2;
  }
  const freedom = x.length - 2;
  return {
    slope,
    intercept: centerY - slope * centerX,
    slopeStandardError:
      freedom === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(residual / freedom / xx),
  };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const first = sum / values.length;
  let correction = 0;
  for (let i = 0; i < values.length; i++) correction += values[i] - first;
  return first + correction / values.length;
}

function deviation(values: ArrayLike<number>): number {
  const center = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - center) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

function requireSample(
  caller: string,
  argument: string,
  values: ArrayLike<number>,
  least: number,
): void {
  if (values.length < least) {
    throw new DomainError(
      `${caller}: ${argument} has ${values.length} entries; expected at least ${least}.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new DomainError(
        `${caller}: ${argument}[${i}] is ${values[i]}; expected finite numbers only.`,
      );
    }
  }
}
