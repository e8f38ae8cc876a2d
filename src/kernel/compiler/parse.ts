/** Reads a cell's text as TypeScript does: a module's body, in which `await` may stand anywhere. */
import ts from "typescript";

export interface Parsed {
  file: ts.SourceFile;
  errors: readonly ts.DiagnosticWithLocation[];
}

/** Throws a RangeError when the code is nested too deeply for TypeScript's parser. */
export function parse(text: string): Parsed {
  const file = ts.createSourceFile(
    "cell.ts",
    text,
    {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      // TypeScript reads top-level `await` in modules only, and tells them by their imports.
      setExternalModuleIndicator: (file) => {
        (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
      },
    },
    true,
    ts.ScriptKind.TS,
  );
  const { parseDiagnostics } = file as unknown as {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return { file, errors: parseDiagnostics };
}

/** A cell's syntax, and where its text begins in the text that was parsed. */
export interface CellSyntax extends Parsed {
  text: string;
  /** Number of characters before the cell's own text: one where it was put into parentheses. */
  shift: 0 | 1;
}

/**
 * Parses a cell. A cell that is nothing but `{ a: 1 }` is a block with a label
 * to TypeScript and an object to everyone who types it; as in other consoles it
 * is the object wherever it can be read as one.
 */
export function parseCell(code: string): CellSyntax {
  const parsed = parse(code);
  const cell: CellSyntax = { ...parsed, text: code, shift: 0 };
  if (!beginsWithBlock(parsed)) return cell;
  const object = parseAsObject(code);
  return object.errors.length === 0 && isObject(object) ? object : cell;
}

export function beginsWithBlock({ file }: Parsed): boolean {
  const [statement] = file.statements;
  return statement !== undefined && ts.isBlock(statement);
}

/** Parses a cell within parentheses. */
export function parseAsObject(code: string): CellSyntax {
  const text = `(${code}\n)`;
  return { ...parse(text), text, shift: 1 };
}

function isObject({ file }: Parsed): boolean {
  const [statement] = file.statements;
  return (
    file.statements.length === 1 &&
    ts.isExpressionStatement(statement) &&
    ts.isParenthesizedExpression(statement.expression) &&
    ts.isObjectLiteralExpression(statement.expression.expression)
  );
}
