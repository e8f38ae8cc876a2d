import { DataError } from "../../errors.js";
import { formatNotebook, type Notebook } from "./format.js";

/** Bytes that a committed notebook may have. */
export const NOTEBOOK_BUDGET = 300_000;

/** Throws DataError that names the largest cells when a notebook is over its budget. */
export function checkBudget(name: string, notebook: Notebook): void {
  const bytes = Buffer.byteLength(formatNotebook(notebook));
  if (bytes <= NOTEBOOK_BUDGET) {
    return;
  }
  const largest = notebook.cells
    .map((cell) => ({ id: cell.id, size: Buffer.byteLength(JSON.stringify(cell)) }))
    .sort((a, b) => b.size - a.size)
    .slice(0, 3)
    .map(({ id, size }) => `${id} (${Math.ceil(size / 1000)} kB)`);
  throw new DataError(
    `checkBudget: ${name} has ${Math.ceil(bytes / 1000)} kB; at most ${NOTEBOOK_BUDGET / 1000} kB ` +
      `are committed. Largest cells: ${largest.join(", ")}. Thin their figures or print less.`,
  );
}
