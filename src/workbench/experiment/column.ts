import { DomainError } from "../../errors.js";

/** One number of each row. @throws DomainError that names `caller`, the row and the column */
export function column<Row extends object>(
  caller: string,
  rows: readonly Row[],
  name: keyof Row,
): number[] {
  return rows.map((row, index) => {
    const value = Number(row[name]);
    if (!Number.isFinite(value)) {
      throw new DomainError(
        `${caller}: rows[${index}] has ${String(name)} = ${row[name]}; expected finite numbers.`,
      );
    }
    return value;
  });
}
