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
import { lowerTypeScript } from "./lower.js";
import { mapOf } from "./map.js";
import { type CellSyntax, parseCell } from "./parse.js";
import { rewriteCell } from "./rewrite/script.js";
import { meaningfulOptions } from "./tsconfig.js";

export interface CellCompilerOptions {
  /** The notebook's folder; its `tsconfig.json` says which decorators are meant. */
  cwd?: string;
}

export interface CellCompiler {
  /** The cell as a script, or every syntax error in it. */
  compile(cell: CellSource): Promise<{ script: Script } | { errors: Diagnostic[] }>;
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

  async function compile(cell: CellSource): Promise<{ script: Script } | { errors: Diagnostic[] }> {
    const syntax = parseCell(cell.code);
    if (syntax.errors.length > 0) return { errors: syntaxErrors(cell, syntax) };
    const rewritten = rewriteCell(syntax, { declared, written, evaluates });
    const { names, analysis, shadows } = rewritten.resolution;
    if (analysis.problems.length > 0)
      return { errors: problemErrors(cell, syntax, analysis.problems) };
    let lowered: { code: string; map: string };
    try {
      lowered = await lowerTypeScript(rewritten.text.toString(), {
        sourcefile: cell.label,
        tsconfigRaw,
        map: mapOf(rewritten.text, cell, syntax.shift),
        keepNames: shadows,
      });
    } catch (failure) {
      const { errors = [] } = failure as Partial<TransformFailure>;
      if (errors.length === 0) throw failure;
      return { errors: loweringErrors(cell, errors) };
    }
    // Functions may be called although the cell is never committed, as those of user expressions.
    note(rewritten.resolution);
    const map = { ...(JSON.parse(lowered.map) as { mappings: string }) };
    map.mappings = `;${map.mappings}`;
    const script = {
      code: `(function () {\n${lowered.code}})()`,
      map: JSON.stringify(map),
      names: [...names],
    };
    return { script };
  }

  function note(resolution: Resolution): void {
    for (const name of resolution.written) written.add(name);
    evaluates ||= resolution.evaluates;
  }

  function commit(cell: CellSource): void {
    let syntax: CellSyntax;
    try {
      syntax = parseCell(cell.code);
    } catch {
      return;
    }
    const resolution = resolve(syntax.file, declared);
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
