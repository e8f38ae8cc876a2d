/**
 * The cell compiler: TypeScript in, a script out that keeps the notebook's
 * variables in boxes.
 *
 * A script is a function that gives the cell's function:
 * `(function () { "use strict"; …helpers… return async () => { …cell… }; })()`.
 * It expects of the process, in the scope of scripts: for each of its `names` a
 * box `ɵname`, and `ɵimport`, the notebook's `import()` with `import.meta` as its
 * property `meta`. Its own helpers begin with `ɵɵ`, which no box can.
 */
import { stop, type TransformFailure } from "esbuild";
import type { CellSource, Completeness, Diagnostic, Script } from "../language/language.js";
import { type Resolution, resolve } from "./analysis/resolve.js";
import { completeness } from "./completeness.js";
import { loweringErrors, problemErrors, syntaxErrors } from "./diagnostics.js";
import { earlyError } from "./early-errors.js";
import { type Lowered, lowerTypeScript } from "./lower.js";
import { lineBelow, mapOf } from "./map.js";
import { parseCell } from "./parse.js";
import { rewriteCell } from "./rewrite/script.js";
import { meaningfulOptions } from "./tsconfig.js";

export interface CellCompilerOptions {
  /** The notebook's folder; its `tsconfig.json` says which decorators are meant. */
  cwd?: string;
}

export type Compiled = { script: Script } | { errors: Diagnostic[] };

export interface CellCompiler {
  /** The cell as a script, or every syntax error in it. */
  compile(cell: CellSource): Promise<Compiled>;
  /** The cell runs: its names are variables of the notebook from now on. */
  commit(cell: CellSource): void;
  isComplete(code: string): Completeness;
  /** Forgets all cells. */
  reset(): void;
  /** Ends esbuild's process, which starts again with the next cell. */
  close(): Promise<void>;
}

export function createCellCompiler({ cwd }: CellCompilerOptions = {}): CellCompiler {
  const tsconfigRaw = { compilerOptions: cwd === undefined ? {} : meaningfulOptions(cwd) };
  const declared = new Map<string, { live: boolean }>();
  const written = new Set<string>();
  let evaluates = false;

  async function compile(cell: CellSource): Promise<Compiled> {
    try {
      return await attempt(cell);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const message = "The cell is nested too deeply. Take parts of it out into variables.";
      return { errors: [{ label: cell.label, line: 1, column: 1, length: 0, code: "", message }] };
    }
  }

  async function attempt(cell: CellSource): Promise<Compiled> {
    const syntax = parseCell(cell.code);
    if (syntax.errors.length > 0) return { errors: syntaxErrors(cell, syntax) };
    const { edited, resolution } = rewriteCell(syntax, { declared, written, evaluates });
    const { names, analysis, shadows } = resolution;
    if (edited === undefined) return { errors: problemErrors(cell, syntax, analysis.problems) };
    const map = mapOf(cell, edited.mappings);
    let lowered: Lowered;
    try {
      lowered = await lowerTypeScript(edited.code, {
        sourcefile: cell.label,
        tsconfigRaw,
        map,
        keepNames: shadows,
      });
    } catch (failure) {
      const { errors = [] } = failure as Partial<TransformFailure>;
      if (errors.length === 0) throw failure;
      return { errors: loweringErrors(cell, map, errors) };
    }
    const script = {
      code: `(function () {\n${lowered.code}})()`,
      map: lineBelow(lowered.map),
      names: [...names],
    };
    const error = earlyError(cell, script);
    if (error) return { errors: [error] };
    // Functions may be called although the cell is never committed, as those of user expressions.
    note(resolution);
    return { script };
  }

  function note(resolution: Resolution): void {
    for (const name of resolution.written) written.add(name);
    evaluates ||= resolution.evaluates;
  }

  function commit(cell: CellSource): void {
    let resolution: Resolution;
    try {
      resolution = resolve(parseCell(cell.code).file, declared);
    } catch (error) {
      // Nested too deeply: it has not been compiled either.
      if (error instanceof RangeError) return;
      throw error;
    }
    note(resolution);
    for (const { name, kind } of resolution.analysis.cell.bindings.values())
      declared.set(name, { live: kind === "import" || kind === "alias" });
  }

  return {
    compile,
    commit,
    isComplete: completeness,
    reset() {
      declared.clear();
      written.clear();
      evaluates = false;
    },
    close: async () => {
      await stop();
    },
  };
}
