/** The winners of an experiment's grid: of each group of rows the one with the least number. */
import { DomainError } from "../../errors.js";
import { column } from "./column.js";

/**
 * For each combination of the columns in `by`, in order of appearance, the row whose `value` is
 * least: leastOf(runs, ["method", "seed"], "error") is every method at its best setting.
 * @throws DomainError for a value that is no finite number
 */
export function leastOf<Row extends object>(
  rows: readonly Row[],
  by: readonly (keyof Row)[],
  value: keyof Row,
): Row[] {
  if (by.length === 0) throw new DomainError("leastOf: got no columns to group by; expected one.");
  const numbers = column("leastOf", rows, value);
  const least: number[] = [];
  rows.forEach((row, k) => {
    const place = least.findIndex((other) => by.every((name) => rows[other][name] === row[name]));
    if (place < 0) least.push(k);
    else if (numbers[k] < numbers[least[place]]) least[place] = k;
  });
  return least.map((k) => rows[k]);
}
