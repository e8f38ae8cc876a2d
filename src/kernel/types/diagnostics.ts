/** What the compiler has to say about a cell, in the cell's own lines and columns. */
import ts from "typescript";
import type { Diagnostic } from "../language/language.js";
import type { Cell } from "./cells/cell.js";
import { internals } from "./program/internals.js";
import type { CellProgram } from "./program/program.js";

/** "Could not find a declaration file for module": a package without types is `any` in a cell. */
const untypedModule = 7016;
/**
 * "Variable implicitly has an 'any' type" and "is used before being assigned":
 * said of another cell's `let x;`, because only that cell was searched for
 * assignments. Any cell may have assigned it.
 */
const unassigned = new Set([7005, 7034, 2454]);

/** Every syntax and type error of a cell; throws what TypeScript throws when it is cancelled. */
export function diagnose(
  program: CellProgram,
  cell: Cell,
  cancellation: ts.CancellationToken,
): Diagnostic[] {
  const { file } = cell;
  const syntax: ts.Diagnostic[] = file.parseDiagnostics;
  const all = [...syntax, ...typeErrors(program, cell, cancellation, brokenLines(syntax, file))];
  const seen = new Set<string>();
  return all
    .map((diagnostic) => toDiagnostic(diagnostic, cell))
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter((diagnostic) => {
      const key = JSON.stringify(diagnostic);
      return !seen.has(key) && seen.add(key);
    });
}

function typeErrors(
  program: CellProgram,
  { file }: Cell,
  cancellation: ts.CancellationToken,
  broken: Set<number>,
): ts.Diagnostic[] {
  if (file.checkJsDirective?.enabled === false) return [];
  const { checker } = program;
  const found = [...file.bindDiagnostics, ...checker.getDiagnostics(file, cancellation)].filter(
    (diagnostic) => {
      if (diagnostic.file !== file || diagnostic.start === undefined) return false;
      if (diagnostic.code === untypedModule) return false;
      if (unassigned.has(diagnostic.code)) {
        const node = internals.getTouchingPropertyName(file, diagnostic.start);
        const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
        if (declaration && declaration.getSourceFile() !== file) return false;
      }
      return !broken.has(file.getLineAndCharacterOfPosition(diagnostic.start).line);
    },
  );
  return file.commentDirectives?.length ? applyDirectives(file, found) : found;
}

/** Lines with a syntax error: what the types say there is about a text that nobody wrote. */
function brokenLines(syntax: readonly ts.Diagnostic[], file: ts.SourceFile): Set<number> {
  return new Set(syntax.map(({ start = 0 }) => file.getLineAndCharacterOfPosition(start).line));
}

/** Leaves out what `@ts-expect-error` and `@ts-expect-error` cover, and complains where the latter covers nothing. */
function applyDirectives(file: Cell["file"], found: ts.Diagnostic[]): ts.Diagnostic[] {
  const directives = internals.createCommentDirectivesMap(file, file.commentDirectives ?? []);
  const starts = file.getLineStarts();
  const left = found.filter(({ start = 0 }) => {
    // The directive may stand above further comments and empty lines.
    for (let line = file.getLineAndCharacterOfPosition(start).line - 1; line >= 0; line--) {
      if (directives.markUsed(line)) return false;
      const text = file.text.slice(starts[line], starts[line + 1]).trim();
      if (text !== "" && !text.startsWith("//")) return true;
    }
    return true;
  });
  for (const { range } of directives.getUnusedExpectations())
    left.push({
      file,
      start: range.pos,
      length: range.end - range.pos,
      category: ts.DiagnosticCategory.Error,
      code: 2578,
      messageText: "Unused '@ts-expect-error' directive.",
    });
  return left;
}

function toDiagnostic(diagnostic: ts.Diagnostic, { file, source, shift }: Cell): Diagnostic {
  const { line, character } = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return {
    label: source.label,
    line: line + 1,
    column: character + 1 - (line === 0 ? shift : 0),
    length: diagnostic.length ?? 0,
    code: `TS${diagnostic.code}`,
    message: withoutFileNames(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")),
  };
}

/** Types of other cells by their names alone: the files that TypeScript names do not exist. */
export function withoutFileNames(text: string): string {
  return text.replace(/import\("[^"]*ɵ(?:cell\d+f?|notebook)"\)\./g, "");
}
