/** Complaints of the compiler as an exception: all of them, each with its line and a mark. */
import type { Diagnostic } from "../language/language.js";
import type { Failure } from "../process/messages.js";

/** Longest line of code that is quoted in full. */
const WIDTH = 160;

export function syntaxFailure(diagnostics: readonly Diagnostic[], code: string): Failure {
  return failureOf("SyntaxError", diagnostics, code);
}

export function typeFailure(diagnostics: readonly Diagnostic[], code: string): Failure {
  return failureOf("TypeCheckError", diagnostics, code);
}

/** The same complaints as text, for a cell that runs in spite of them. */
export function warningText(diagnostics: readonly Diagnostic[], code: string): string {
  return `${typeFailure(diagnostics, code).traceback.join("\n")}\n`;
}

function failureOf(ename: string, diagnostics: readonly Diagnostic[], code: string): Failure {
  const lines = code.split(/\r\n|\n|\r/);
  const [first] = diagnostics;
  const others = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
  return {
    ename,
    evalue: `${first.line}:${first.column} - ${titleOf(first)}${others}`,
    traceback: diagnostics.flatMap((diagnostic, index) => [
      ...(index > 0 ? [""] : []),
      `${diagnostic.label}:${diagnostic.line}:${diagnostic.column} ${titleOf(diagnostic)}`,
      ...excerpt(lines[diagnostic.line - 1] ?? "", diagnostic),
    ]),
  };
}

function titleOf({ code, message }: Diagnostic): string {
  return code === "" ? message : `${code}: ${message}`;
}

/** The line with its marked part underlined; a long line is cut around the mark. */
function excerpt(line: string, { column, length }: Diagnostic): string[] {
  const from = Math.max(0, Math.min(column - 1 - WIDTH / 2, line.length - WIDTH));
  const shown = line.slice(from, from + WIDTH);
  const start = column - 1 - from;
  const marks = Math.max(1, Math.min(length, shown.length - start));
  // Tabs stay tabs, so that the mark stands under what it marks.
  const indent = shown.slice(0, start).replace(/[^\t]/g, " ");
  return [`    ${shown}`, `    ${indent}${"~".repeat(marks)}`];
}
