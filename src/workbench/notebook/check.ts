import { dirname, resolve } from "node:path";
import { EnvironmentError } from "../../errors.js";
import { readNotebook } from "./format.js";

/** A type error in a notebook. */
export interface NotebookDiagnostic {
  /** `notebook:cell:line:column`, the cell counted among the code cells. */
  where: string;
  message: string;
}

/**
 * Type-checks all cells of the notebook at `path` as our kernel would when it runs them from
 * top to bottom. Empty when there is nothing to complain of.
 */
export async function checkNotebook(path: string): Promise<NotebookDiagnostic[]> {
  const code = readNotebook(path).cells.filter(({ cell_type }) => cell_type === "code");
  const cells = code.map(({ source }, index) => ({ label: `${path}:${index + 1}`, code: source }));
  const { checkCells } = await loadTypes();
  return checkCells(cells, { cwd: dirname(resolve(path)) }).map((found) => ({
    where: `${found.label}:${found.line}:${found.column}`,
    message: found.message,
  }));
}

/** Loaded when it is needed: the compiler is large. */
async function loadTypes() {
  try {
    return await import("../../kernel/types/index.js");
  } catch (cause) {
    throw new EnvironmentError(
      "checkNotebook: the package typescript is missing; run `npm ci` in the Intertwine folder.",
      { cause },
    );
  }
}
