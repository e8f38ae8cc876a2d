/** The cells of an experiment's grid. */

/**
 * Every combination of the axes' values, the last axis running fastest:
 * combinations({ scheme: ["a", "b"], seed: [1, 2] }) gives four records.
 */
export function combinations<Axes extends Record<string, readonly unknown[]>>(
  axes: Axes,
): { [Name in keyof Axes]: Axes[Name][number] }[] {
  let cells: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(axes)) {
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })));
  }
  return cells as { [Name in keyof Axes]: Axes[Name][number] }[];
}
