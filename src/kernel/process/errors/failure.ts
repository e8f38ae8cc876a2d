/** Exceptions as Jupyter and the notebook's reader want them. */
import { inspect } from "node:util";
import { excerpt } from "../../excerpt.js";
import type { Failure } from "../messages.js";
import { safeText } from "../show/bundle.js";
import { clean } from "./clean.js";
import { placeOf } from "./stack.js";

/** Lines of a traceback; what is left out is counted. */
const LINES = 200;

/** Anything that was thrown, as a failure; never throws itself. */
export function failureOf(thrown: unknown): Failure {
  try {
    return isError(thrown) ? errorFailure(thrown) : otherFailure(thrown);
  } catch (error) {
    const evalue = `something was thrown that cannot be shown (${safeText(error)})`;
    return { ename: "Error", evalue, traceback: [`Error: ${evalue}`] };
  }
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
}

function errorFailure(error: Error): Failure {
  const ename = String(error.name || error.constructor?.name || "Error");
  const evalue = clean(String(error.message));
  const text = clean(unbracketed(inspect(error), String(error.stack)));
  return { ename, evalue, traceback: limited([...place(error), ...text.split("\n")]) };
}

/** `inspect` puts an error without frames in brackets. */
function unbracketed(text: string, stack: string): string {
  const bracketed = `[${stack}]`;
  return text.startsWith(bracketed) ? stack + text.slice(bracketed.length) : text;
}

function otherFailure(thrown: unknown): Failure {
  const evalue = typeof thrown === "string" ? thrown : inspect(thrown, { maxStringLength: 10_000 });
  return {
    ename: "Thrown",
    evalue,
    traceback: limited(`Thrown: ${evalue}`.split("\n")),
  };
}

/** The line of the notebook or of a local file in which it happened, with a caret. */
function place(error: Error): string[] {
  const found = placeOf(error);
  if (found?.text === undefined) {
    return [];
  }
  const { source, line, text, isCell } = found;
  return [isCell ? `${source}:${line}` : `line ${line}`, ...excerpt(text, found), ""];
}

function limited(lines: string[]): string[] {
  return lines.length <= LINES
    ? lines
    : [...lines.slice(0, LINES), `… and ${lines.length - LINES} more lines`];
}
