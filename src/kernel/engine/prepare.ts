/** Compiles a cell and checks it, as the mode wants it before the cell runs or beside it. */
import type { CellSource, CheckMode, Diagnostic, Language, Script } from "../language/language.js";
import type { Failure } from "../process/messages.js";
import { syntaxFailure, typeFailure, warningText } from "./type-failure.js";
import type { Output } from "./types.js";

type Show = (output: Output) => void;

/** Languages whose problems have been shown. */
const told = new WeakSet<Language>();

/** The script, or why the cell cannot run. */
export type Prepared = { script: Script } | { failure: Failure; diagnostics: Diagnostic[] };

/** Says of a cell that it was interrupted while it was prepared. */
export const interrupted: Failure = {
  ename: "KernelInterrupt",
  evalue: "interrupted",
  traceback: ["KernelInterrupt: interrupted before the cell ran"],
};

export async function prepare(
  language: Language,
  cell: CellSource,
  mode: CheckMode,
  current: { readonly interrupted: boolean },
  show: Show,
): Promise<Prepared> {
  const compiling = language.compile(cell);
  // It is not waited for after an interrupt: the compiler may have to load TypeScript first.
  compiling.catch(() => {});
  const diagnostics = mode === "error" ? await checkUnlessCancelled(language, cell) : [];
  if (diagnostics === undefined) {
    return { failure: interrupted, diagnostics: [] };
  }
  const compiled = await compiling;
  if (current.interrupted) {
    return { failure: interrupted, diagnostics: [] };
  }
  if (mode !== "off") {
    await tellProblems(language, show);
  }
  if ("errors" in compiled) {
    return { failure: syntaxFailure(compiled.errors, cell.code), diagnostics: compiled.errors };
  }
  if (diagnostics.length > 0) {
    return { failure: typeFailure(diagnostics, cell.code), diagnostics };
  }
  return compiled;
}

/** Says once what is wrong with the project's settings: what is not understood is left out. */
async function tellProblems(language: Language, show: Show): Promise<void> {
  if (told.has(language)) {
    return;
  }
  told.add(language);
  for (const problem of await language.problems()) {
    show({ type: "stream", name: "stderr", text: `${problem}\n` });
  }
}

/** Checks a cell while it runs, and says what is wrong beside its output. */
export async function warn(
  language: Language,
  cell: CellSource,
  show: Show,
): Promise<Diagnostic[]> {
  const diagnostics = (await checkUnlessCancelled(language, cell)) ?? [];
  if (diagnostics.length > 0) {
    show({ type: "stream", name: "stderr", text: warningText(diagnostics, cell.code) });
  }
  return diagnostics;
}

/** What is wrong with the cell; `undefined` when an interrupt has ended the check. */
async function checkUnlessCancelled(
  language: Language,
  cell: CellSource,
): Promise<Diagnostic[] | undefined> {
  try {
    return await language.check(cell);
  } catch (error) {
    if ((error as Error).name === "AbortError") {
      return undefined;
    }
    throw error;
  }
}
