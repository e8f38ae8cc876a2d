/**
 * The cells that have run, as far as a later cell can see them.
 *
 * Every name belongs to the last cell that declared it. A cell that owns no
 * name any more is forgotten; it stays in memory only while the types of a
 * living cell refer to it.
 */
import { posix } from "node:path";
import { parseCell } from "../../compiler/parse.js";
import type { CellSource } from "../../language/language.js";
import type { Checker } from "../program/internals.js";
import type { CellProgram } from "../program/program.js";
import { type Cell, declaredNames, lendNames, ownSymbol } from "./cell.js";
import { freeze } from "./freeze.js";

export class Notebook {
  /** Changes whenever a cell could be judged differently than before. */
  generation = 0;
  readonly owners = new Map<string, Cell>();
  #living = new Map<Cell, number>();
  #count = 0;
  /** Cells that `compact` has dealt with: reduced, or left as they are for a reason that stays. */
  #compacted = new WeakSet<Cell>();
  /** The cells whose types a checker has worked out, for each checker. */
  #settled = new WeakMap<Checker, WeakSet<Cell>>();

  constructor(
    readonly program: CellProgram,
    readonly cwd: string,
  ) {}

  /** The cell beside all that have run; `every` makes also those names visible that it does not spell out. */
  draft(source: CellSource, every = false): Cell {
    this.#count += 1;
    const { text, shift } = parseCell(source.code);
    const file = this.program.parse(posix.join(this.cwd, `ɵcell${this.#count}.ts`), text);
    const augments = file.moduleAugmentations.length > 0;
    this.program.admit(file);
    const number = this.#count;
    const cell: Cell = { source, number, file, shift, names: declaredNames(file), uses: new Map() };
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

  /**
   * Works out the types that a cell stands on, the oldest first. Left to itself
   * the checker begins at the youngest, and a chain of some thousand cells is
   * deeper than its stack.
   */
  settle(cell: Cell): void {
    const { checker } = this.program;
    const settled = this.#settled.get(checker) ?? new WeakSet();
    this.#settled.set(checker, settled);
    for (const below of reachable(cell.uses.values(), settled)) {
      for (const name of below.names) {
        const symbol = ownSymbol(below, name);
        if (!symbol?.valueDeclaration) continue;
        for (const signature of checker.getTypeOfSymbol(symbol).getCallSignatures())
          signature.getReturnType();
      }
      settled.add(below);
    }
  }

  /**
   * Cuts what living cells need of forgotten ones, as far as their types can do
   * without, and lets the checker go, which remembers all of them.
   */
  compact(): void {
    const all = reachable(this.#living.keys());
    const byFile = new Map(all.map((cell) => [cell.file as object, cell]));
    const replacements = new Map<Cell, Cell>();
    const seen = new Set<Cell>();
    // From the living downwards: what a reduced cell no longer needs is not looked at.
    const open = [...this.#living.keys()];
    for (let cell = open.pop(); cell; cell = open.pop()) {
      if (seen.has(cell)) continue;
      seen.add(cell);
      const frozen = this.#reduce(cell, byFile);
      if (frozen) replacements.set(cell, frozen);
      open.push(...(frozen ?? cell).uses.values());
    }
    for (const [cell, { file, uses }] of replacements) Object.assign(cell, { file, uses });
    for (const cell of seen) lendNames(cell);
    this.program.renew();
  }

  #reduce(cell: Cell, byFile: ReadonlyMap<object, Cell>): Cell | undefined {
    const isChained = [...cell.uses.values()].some((used) => !this.#living.has(used));
    if (!isChained || this.#compacted.has(cell) || this.program.augmenting.has(cell.file))
      return undefined;
    this.#compacted.add(cell);
    this.settle(cell);
    return freeze(this.program, cell, (file) => byFile.get(file));
  }

  /** Cells in memory: those that own names and those that their types stand on. */
  get size(): number {
    return reachable(this.#living.keys()).length;
  }

  #loseName(cell: Cell): void {
    const left = (this.#living.get(cell) ?? 0) - 1;
    if (left > 0) this.#living.set(cell, left);
    else this.#living.delete(cell);
  }
}

/** The cells and all that they use, directly or not, the oldest first; not beyond those in `known`. */
function reachable(cells: Iterable<Cell>, known?: WeakSet<Cell>): Cell[] {
  const found = new Set<Cell>();
  const open = [...cells];
  for (let cell = open.pop(); cell; cell = open.pop()) {
    if (found.has(cell) || known?.has(cell)) continue;
    found.add(cell);
    open.push(...cell.uses.values());
  }
  return [...found].sort((a, b) => a.number - b.number);
}
