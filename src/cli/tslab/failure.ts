/**
 * What tslab says about a failed cell, as the content of a Jupyter `error`
 * message. tslab itself only prints to stderr, which a saved notebook cannot
 * be recognised by as failed.
 */
import { inspect } from "node:util";

export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The format string of tslab's type errors: file, line, column, message. */
const DIAGNOSTIC = "%s%d:%d - %s";

/** Frames of Node, of tslab and of ours, which tell the reader of a notebook nothing. */
const MACHINERY = /^\s+at .*(node:|[\\/]tslab[\\/]|evalmachine\.<anonymous>)/;

/** What node:vm puts before a stack: a line of compiled code and an arrow. */
const COMPILED_LINE = /^evalmachine\.<anonymous>:\d+\n[\s\S]*?\n\n/;

/** From everything that was reported while one cell ran. */
export function failureFrom(reports: readonly (readonly unknown[])[]): Failure {
  const diagnostics = reports.filter(isDiagnostic).map(renderDiagnostic);
  if (diagnostics.length > 0) {
    const more = diagnostics.length - 1;
    return {
      ename: "TypeCheckError",
      evalue: diagnostics[0] + (more > 0 ? ` (and ${more} more)` : ""),
      traceback: diagnostics.map((line) => `TypeCheckError: ${line}`),
    };
  }
  return fromThrown(reports.at(-1)?.[0]);
}

/** As text, for reports that did not stop the cell. */
export function renderReport(report: readonly unknown[]): string {
  return isDiagnostic(report)
    ? `${renderDiagnostic(report)}\n`
    : `${fromThrown(report[0]).traceback.join("\n")}\n`;
}

function isDiagnostic(report: readonly unknown[]): boolean {
  return report[0] === DIAGNOSTIC;
}

function renderDiagnostic([, file, line, column, text]: readonly unknown[]): string {
  return `${file}${line}:${column} - ${text}`;
}

function fromThrown(thrown: unknown): Failure {
  if (!(thrown instanceof Object && "message" in thrown && "name" in thrown)) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown);
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const { name, message } = thrown as Error;
  if (
    message === "Interrupted asynchronously" ||
    (thrown as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_INTERRUPTED"
  ) {
    return {
      ename: "Interrupted",
      evalue: "the cell was interrupted",
      traceback: ["Interrupted: the cell was interrupted"],
    };
  }
  const traceback = inspect(thrown)
    .replace(COMPILED_LINE, "")
    .split("\n")
    .filter((line) => !MACHINERY.test(line));
  return { ename: name, evalue: message, traceback };
}
