/**
 * Types across cells: what is wrong with a cell, what can stand at a place in
 * it, and what a name in it means. Everything here is synchronous; the worker
 * of `language/` keeps it off other threads.
 */
import type ts from "typescript";
import type { CellSource, Completion, Diagnostic, Inspection } from "../language/language.js";
import type { Cell } from "./cells/cell.js";
import { Notebook } from "./cells/notebook.js";
import { diagnose } from "./diagnostics.js";
import { complete } from "./editor/completion.js";
import { inspect } from "./editor/inspection.js";
import { readOptions, withSlashes } from "./program/options.js";
import { CellProgram } from "./program/program.js";

export interface TypeServiceOptions {
  /** Folder of the notebook: relative imports start there, and the search for tsconfig.json. */
  cwd: string;
  /** Asked now and then during long work; true ends it with `TypesCancelled`. */
  isCancelled?: () => boolean;
}

/** A check or another question was ended by `isCancelled`. */
export class TypesCancelled extends Error {
  override name = "AbortError";
  constructor() {
    super("The type check was cancelled.");
  }
}

export interface TypeService {
  /** Every syntax and type error of the cell beside those committed; throws `TypesCancelled`. */
  check(cell: CellSource): Diagnostic[];
  /** From now on later cells see what this one declares. */
  commit(cell: CellSource): void;
  complete(code: string, offset: number): Completion;
  inspect(code: string, offset: number): Inspection | undefined;
  /** Forgets all cells. */
  reset(): void;
  /** Does now what the next question would have to wait for. */
  warm(): void;
  /** What is wrong with the project's tsconfig.json. */
  readonly problems: readonly string[];
}

/** A cell that makes the checker work out what nearly every cell needs. */
const warmUp = "console.log([1].map((x) => x + '').length, await Promise.resolve({ a: 1 }));";

export function createTypeService(options: TypeServiceOptions): TypeService {
  return new CellTypes(options);
}

/** Characters that a checker may have seen before it is renewed, in idle time and at the latest. */
const idleLoad = 300_000;
const largestLoad = 1_200_000;

class CellTypes implements TypeService {
  readonly problems: readonly string[];
  #program: CellProgram;
  #notebook: Notebook;
  #cancellation: ts.CancellationToken;
  #last: { cell: Cell; generation: number; diagnostics?: Diagnostic[] } | undefined;

  constructor({ cwd: folder, isCancelled = () => false }: TypeServiceOptions) {
    const cwd = withSlashes(folder);
    const options = readOptions(cwd);
    this.problems = options.problems;
    this.#program = new CellProgram(cwd, options);
    this.#notebook = new Notebook(this.#program, cwd);
    this.#cancellation = {
      isCancellationRequested: isCancelled,
      throwIfCancellationRequested: () => {
        if (isCancelled()) throw new TypesCancelled();
      },
    };
  }

  check(source: CellSource): Diagnostic[] {
    this.#refresh();
    const cell = this.#cell(source);
    const known = this.#last?.diagnostics;
    if (known) return known.map((diagnostic) => ({ ...diagnostic, label: source.label }));
    const diagnostics = this.#judge(cell);
    if (this.#last) this.#last.diagnostics = diagnostics;
    return diagnostics;
  }

  commit(source: CellSource): void {
    const cell = this.#cell(source);
    this.#last = undefined;
    this.#notebook.commit(cell);
  }

  complete(code: string, offset: number): Completion {
    this.#refresh();
    const cell = this.#notebook.draft({ id: 0, label: "", code }, true);
    try {
      return this.#guard(() => complete(this.#program, cell, offset, this.#cancellation));
    } finally {
      this.#notebook.discard(cell);
    }
  }

  inspect(code: string, offset: number): Inspection | undefined {
    this.#refresh();
    const cell = this.#notebook.draft({ id: 0, label: "", code }, true);
    try {
      return this.#guard(() => inspect(this.#program, cell, offset));
    } finally {
      this.#notebook.discard(cell);
    }
  }

  reset(): void {
    this.#last = undefined;
    this.#notebook.reset();
  }

  warm(): void {
    if (this.#program.load > idleLoad) this.#compact();
    if (!this.#program.isWarm) this.check({ id: 0, label: "", code: warmUp });
  }

  #judge(cell: Cell): Diagnostic[] {
    try {
      return this.#guard(() => {
        this.#notebook.settle(cell);
        return diagnose(this.#program, cell, this.#cancellation);
      });
    } catch (error) {
      if (error instanceof TypesCancelled) throw error;
      const message = `The type checker itself failed: ${(error as Error).message} \`kernel.check("warn")\` in a cell of its own lets this cell run all the same.`;
      return [{ label: cell.source.label, line: 1, column: 1, length: 0, code: "", message }];
    }
  }

  /** The cell as it is judged now; the one from the check again when it is committed. */
  #cell(source: CellSource): Cell {
    const last = this.#last;
    const { generation } = this.#notebook;
    if (last?.cell.source.code === source.code && last.generation === generation) {
      last.cell.source = source;
      return last.cell;
    }
    if (last) this.#notebook.discard(last.cell);
    const cell = this.#notebook.draft(source);
    this.#last = { cell, generation };
    return cell;
  }

  #refresh(): void {
    if (this.#program.refresh()) this.#notebook.generation += 1;
    if (this.#program.load > largestLoad) this.#compact();
  }

  #compact(): void {
    if (this.#last) this.#notebook.discard(this.#last.cell);
    this.#last = undefined;
    this.#notebook.compact();
  }

  /**
   * After a cancelled question the checker may be in the middle of something,
   * and goes; so it does after an error of its own, which a new one may not have.
   */
  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#program.renew();
      if (error instanceof TypesCancelled) throw error;
      return work();
    }
  }
}
