/** Complaints of the compiler as an exception: all of them, each with its line and a mark. */
import { excerpt } from "../excerpt.js";
import type { Diagnostic } from "../language/language.js";
import type { Failure } from "../process/messages.js";

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
      ...excerpt(lines[diagnostic.line - 1] ?? "", diagnostic, "~").map((line) => `    ${line}`),
    ]),
  };
}

function titleOf({ code, message }: Diagnostic): string {
  return code === "" ? message : `${code}: ${message}`;
}
