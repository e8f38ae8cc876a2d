/** Complaints about a cell, in the lines and columns of the cell's own text. */
import { SourceMap } from "node:module";
import type { Message } from "esbuild";
import ts from "typescript";
import type { CellSource, Diagnostic } from "../language/language.js";
import type { Problem } from "./analysis/problems.js";
import type { CellSyntax } from "./parse.js";

export function syntaxErrors(cell: CellSource, { file, errors, shift }: CellSyntax): Diagnostic[] {
  return errors.map(({ start, length, code, messageText }) =>
    diagnostic(cell, file, shift, start, length, {
      code: `TS${code}`,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }),
  );
}

export function problemErrors(
  cell: CellSource,
  { file, shift }: CellSyntax,
  problems: readonly Problem[],
): Diagnostic[] {
  return problems.map(({ node, code, message }) => {
    const start = node.getStart(file);
    const place = { code: code === 0 ? "" : `TS${code}`, message };
    return diagnostic(cell, file, shift, start, node.end - start, place);
  });
}

function diagnostic(
  { label }: CellSource,
  file: ts.SourceFile,
  shift: number,
  start: number,
  length: number,
  rest: { code: string; message: string },
): Diagnostic {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const column = character + 1 - (line === 0 ? shift : 0);
  return { label, line: line + 1, column, length, ...rest };
}

/**
 * What esbuild finds in the text that was made of the cell, which `map` leads
 * back from. It counts columns and lengths in bytes of UTF-8.
 */
export function loweringErrors(
  { label }: CellSource,
  map: string,
  messages: readonly Message[],
): Diagnostic[] {
  const source = new SourceMap(JSON.parse(map));
  const errors = messages.map(({ text, location }) => {
    // Some announce a note.
    const message = text.replace(/:$/, "");
    if (!location) return { label, line: 1, column: 1, length: 0, code: "", message };
    const bytes = Buffer.from(location.lineText);
    const start = bytes.subarray(0, location.column).toString().length;
    const marked = bytes.subarray(location.column, location.column + location.length);
    const place = originalPlace(source, location.line - 1, start);
    return { label, ...place, length: marked.toString().length, code: "", message };
  });
  // What is written twice is complained of twice.
  const seen = new Set<string>();
  return errors.filter((error) => !seen.has(keyOf(error)) && seen.add(keyOf(error)));
}

function keyOf({ line, column, message }: Diagnostic): string {
  return `${line}:${column} ${message}`;
}

/** Line and column, from 1, of a place (from 0) in the text that a map is for. */
export function originalPlace(
  map: SourceMap,
  line: number,
  column: number,
): { line: number; column: number } {
  const entry = map.findEntry(line, column);
  // Node's types leave out that there may be no place.
  return "originalLine" in entry && entry.originalLine !== undefined
    ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
    : { line: 1, column: 1 };
}
