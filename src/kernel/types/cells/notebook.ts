/**
 * The cells that have run, as far as a later cell can see them.
 *
 * Every name belongs to the last cell that declared it. A cell that owns no
 * name any more is forgotten; it stays in memory only while the types of a
 * living cell refer to it.
 */
import { join } from "node:path";
import type { CellSource } from "../../language/language.js";
import type { CellProgram } from "../program/program.js";
import { type Cell, declaredNames, lendNames } from "./cell.js";

export class Notebook {
  /** Changes whenever a cell could be judged differently than before. */
  generation = 0;
  readonly owners = new Map<string, Cell>();
  #living = new Map<Cell, number>();
  #count = 0;

  constructor(
    readonly program: CellProgram,
    readonly cwd: string,
  ) {}

  /** The cell beside all that have run; `every` makes also those names visible that it does not spell out. */
  draft(source: CellSource, every = false): Cell {
    this.#count += 1;
    const file = this.program.parse(join(this.cwd, `ɵcell${this.#count}.ts`), source.code);
    const augments = file.moduleAugmentations.length > 0;
    this.program.admit(file);
    const cell: Cell = { source, file, names: declaredNames(file), uses: new Map() };
    const own = new Set(cell.names);
    for (const name of every ? this.owners.keys() : file.identifiers.keys()) {
      const owner = this.owners.get(name);
      if (owner && !own.has(name)) cell.uses.set(name, owner);
    }
    lendNames(cell);
    if (augments) {
      this.program.augmenting.add(file);
      this.program.renew();
    }
    return cell;
  }

  /** Takes back what a cell has added to global declarations, if it does not run. */
  discard(cell: Cell): void {
    if (this.program.augmenting.delete(cell.file)) this.program.renew();
  }

  /** From now on the cell owns the names that it declares. */
  commit(cell: Cell): void {
    this.generation += 1;
    this.#living.set(cell, cell.names.length);
    for (const name of cell.names) {
      const before = this.owners.get(name);
      this.owners.set(name, cell);
      if (before) this.#loseName(before);
    }
    if (cell.names.length === 0) this.#living.delete(cell);
  }

  /** Forgets all cells. */
  reset(): void {
    this.generation += 1;
    this.owners.clear();
    this.#living.clear();
    this.program.augmenting.clear();
    this.program.renew();
  }

  /** The cells that own names, in the order of their runs. */
  get living(): Iterable<Cell> {
    return this.#living.keys();
  }

  #loseName(cell: Cell): void {
    const left = (this.#living.get(cell) ?? 0) - 1;
    if (left > 0) this.#living.set(cell, left);
    else this.#living.delete(cell);
  }
}
