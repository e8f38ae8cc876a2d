/** A long table of repeated measurements as a wide one of their means. */
import { mean } from "../../numerics/index.js";

/**
 * One row for each value of `row`, one column for each value of `column`, and in each place
 * the mean of `value` over the rows that agree in both; places without rows stay empty.
 * table(pivot(runs, { row: "particles", column: "scheme", value: "risk" })) shows it.
 */
export function pivot<Row extends object>(
  rows: readonly Row[],
  names: { row: keyof Row; column: keyof Row; value: keyof Row },
): Record<string, unknown>[] {
  const places = new Map<unknown, Map<string, number[]>>();
  for (const one of rows) {
    const line = places.get(one[names.row]) ?? new Map<string, number[]>();
    places.set(one[names.row], line);
    const column = String(one[names.column]);
    line.set(column, [...(line.get(column) ?? []), Number(one[names.value])]);
  }
  return [...places].map(([value, line]) => ({
    [String(names.row)]: value,
    ...Object.fromEntries([...line].map(([column, values]) => [column, mean(values)])),
  }));
}
