/** What can stand at a place in a cell, as the editor asks for it. */
import ts from "typescript";
import type { Completion } from "../../language/language.js";
import type { Cell } from "../cells/cell.js";
import { withoutFileNames } from "../diagnostics.js";
import type { CompletionEntryWithSymbol } from "../program/internals.js";
import { internals } from "../program/internals.js";
import type { CellProgram } from "../program/program.js";

/** Signatures are worked out for so many entries; a list of hundreds is not read to its end. */
const mostSignatures = 36;

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: false,
  includeCompletionsForImportStatements: false,
  importModuleSpecifierEnding: "minimal",
};

export function complete(
  program: CellProgram,
  { file, shift }: Cell,
  cellOffset: number,
  cancellation: ts.CancellationToken,
): Completion {
  const offset = cellOffset + shift;
  const prefix = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(file.text.slice(0, offset))![0];
  const none: Completion = {
    start: cellOffset - prefix.length,
    end: cellOffset,
    entries: [],
  };
  const info = internals.Completions.getCompletionsAtPosition(
    program.editorHost,
    program.program,
    () => {},
    file,
    offset,
    preferences,
    undefined,
    undefined,
    cancellation,
    undefined,
    true,
  );
  if (!info) return none;
  // In a text such as a module's path an entry replaces more than an identifier.
  const span = info.entries.find((entry) => entry.replacementSpan)?.replacementSpan;
  const start = span && span.start <= offset ? span.start : offset - prefix.length;
  const typed = file.text.slice(start, offset).toLowerCase();
  const fitting = info.entries
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .sort(bySortText);
  const entries = new Map<string, Completion["entries"][number]>();
  for (const entry of fitting) {
    if (entries.has(entry.name)) continue;
    const signature =
      entries.size < mostSignatures ? signatureOf(program, entry, file, offset) : undefined;
    entries.set(entry.name, {
      name: entry.name,
      kind: entry.kind === "" ? "unknown" : entry.kind,
      ...(signature && { signature }),
    });
  }
  return { start: start - shift, end: cellOffset, entries: [...entries.values()] };
}

function bySortText(a: ts.CompletionEntry, b: ts.CompletionEntry): number {
  if (a.sortText !== b.sortText) return a.sortText < b.sortText ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The type of what an entry stands for; none for keywords, paths and types. */
function signatureOf(
  { checker }: CellProgram,
  { symbol }: CompletionEntryWithSymbol,
  file: ts.SourceFile,
  offset: number,
): string | undefined {
  if (!symbol) return undefined;
  const place = internals.getTouchingPropertyName(file, offset);
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (!(target.flags & ts.SymbolFlags.Value) || checker.isUnknownSymbol(target)) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(target, place);
  return withoutFileNames(checker.typeToString(type, place));
}
