/**
 * A cell as a module whose scope is the notebook.
 *
 * The names that a cell uses and does not declare are put into its table of
 * names: the very symbols of the cells that own them now. A text with imports
 * in front would do nearly the same, but a name that is a type and a variable,
 * an assignment to a `let`, the position of an error, a generic class: all of
 * these need care there and none here, and nothing has to be parsed.
 */
import type ts from "typescript";
import type { CellSource } from "../../language/language.js";
import type { BoundFile } from "../program/internals.js";

export interface Cell {
  source: CellSource;
  /** Counts all cells that were ever looked at. */
  number: number;
  file: BoundFile;
  /** Characters in the file before the cell's own text. */
  shift: number;
  /** The names that the cell declares at its top level. */
  names: string[];
  /** The cells that own the names that it uses from others. */
  uses: Map<string, Cell>;
}

/** The names that a bound file declares itself; to be asked before others are lent to it. */
export function declaredNames(file: BoundFile): string[] {
  const names: string[] = [];
  for (const [name, symbol] of file.locals ?? []) {
    // Names made by the compiler begin with two underscores, for which three are written.
    if (symbol.declarations?.length) names.push(name.startsWith("___") ? name.slice(1) : name);
  }
  return names;
}

/** Lends names of the notebook to a cell. */
export function lendNames(cell: Cell): void {
  for (const [name, owner] of cell.uses) {
    const symbol = ownSymbol(owner, name);
    if (symbol) cell.file.locals?.set(escaped(name), symbol);
  }
}

/** The symbol of a name that the cell declares: the exported one where there are two. */
export function ownSymbol(cell: Cell, name: string): ts.Symbol | undefined {
  const local = cell.file.locals?.get(escaped(name)) as
    | (ts.Symbol & { exportSymbol?: ts.Symbol })
    | undefined;
  return local?.exportSymbol ?? local;
}

function escaped(name: string): string {
  return name.startsWith("__") ? `_${name}` : name;
}
