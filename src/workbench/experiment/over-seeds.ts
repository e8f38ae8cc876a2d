/** Repeated measurements as numbers with intervals, and as the lines of a figure. */
import { DomainError } from "../../errors.js";
import { confidenceInterval, quantile } from "../../numerics/index.js";
import type { Measured } from "../claims/index.js";
import type { LineSeries } from "../figure/index.js";
import { column } from "./column.js";

/** The mean over seeds with its 95 % Student interval; one seed alone has no interval. */
export function overSeeds(values: readonly number[], unit?: string): Measured {
  if (values.length === 0) {
    throw new DomainError("overSeeds: got no values; expected one for each seed.");
  }
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    throw new DomainError(
      `overSeeds: values[${odd}] is ${values[odd]}; expected finite numbers, one for each seed.`,
    );
  }
  const { mean, lower, upper } = confidenceInterval(values);
  const interval = values.length > 1 ? { interval: [lower, upper] as const } : {};
  return { value: mean, ...interval, ...(unit === undefined ? {} : { unit }) };
}

/** The median over seeds with the least and the greatest: for counts, whose scatter is skewed. */
export function medianOverSeeds(values: readonly number[], unit?: string): Measured {
  const interval = [Math.min(...values), Math.max(...values)] as const;
  return { ...overSeeds(values, unit), value: quantile(values, 0.5), interval };
}

/**
 * One line for each value of `series`, with the mean of `y` over the rows that agree in
 * `series` and `x`, and its 95 % interval. Where that reaches down to 0 though all values
 * are positive it ends at the smallest of them, for a log axis.
 * @param options.interval "none" for means alone, as few seeds want it
 * @throws DomainError for numbers that are not finite
 */
export function linesOverSeeds<Row extends object>(
  rows: readonly Row[],
  names: { x: keyof Row; y: keyof Row; series: keyof Row },
  options: { interval?: "student" | "none" } = {},
): LineSeries[] {
  const lines = new Map<string, Map<number, number[]>>();
  const xs = column("linesOverSeeds", rows, names.x);
  const ys = column("linesOverSeeds", rows, names.y);
  for (const [k, row] of rows.entries()) {
    const points = entry(lines, String(row[names.series]), () => new Map<number, number[]>());
    entry(points, xs[k], (): number[] => []).push(ys[k]);
  }
  return [...lines].map(([name, points]) => {
    const x = [...points.keys()].sort((a, b) => a - b);
    const measured = x.map((at) => {
      const values = points.get(at) as number[];
      const { value, interval = [value, value] } = overSeeds(values);
      const floor = Math.min(...values);
      return {
        value,
        low: interval[0] <= 0 && floor > 0 ? floor : interval[0],
        high: interval[1],
      };
    });
    return {
      name,
      x,
      y: measured.map(({ value }) => value),
      ...(options.interval !== "none" && {
        low: measured.map(({ low }) => low),
        high: measured.map(({ high }) => high),
      }),
    };
  });
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
