import { compileCells } from "./compiler.js";
import { readNotebook } from "./format.js";

/** A type error in a notebook. */
export interface NotebookDiagnostic {
  /** `notebook:cell:line:column`, the cell counted among the code cells. */
  where: string;
  message: string;
}

/**
 * Type-checks all cells of the notebook at `path`, joined as one module, by
 * the strict rules of this project. Empty when there is nothing to complain of.
 */
export async function checkNotebook(path: string): Promise<NotebookDiagnostic[]> {
  const { diagnostics } = await compileCells(path, readNotebook(path).cells);
  return diagnostics.map(({ number, line, column, message }) => ({
    where: `${path}:${number}:${line}:${column}`,
    message,
  }));
}
