/** Rows of a long table by the values of some of their columns. */

/** The rows that have all the given values: matching(grid, { scheme: "vanilla", seed: 1 }). */
export function matching<Row extends object>(
  rows: readonly Row[],
  values: { readonly [Name in keyof Row]?: Row[Name] },
): Row[] {
  const wanted = Object.entries(values) as [keyof Row, unknown][];
  return rows.filter((row) => wanted.every(([name, value]) => row[name] === value));
}
