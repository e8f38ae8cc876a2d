/** Exceptions as Jupyter and the notebook's reader want them. */
import { inspect } from "node:util";
import { excerpt } from "../../excerpt.js";
import type { Failure } from "../messages.js";
import { safeText } from "../show/bundle.js";
import { clean } from "./clean.js";
import { nameOf, placeOf } from "./stack.js";

/** Lines of a traceback; what is left out is counted. */
const LINES = 200;

/** Characters of a message, and of a traceback's line: a page would choke on more. */
const LONGEST = 20_000;

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
  const evalue = shortened(clean(String(error.message)));
  const text = clean(unbracketed(inspect(error), ename, String(error.message)));
  return { ename, evalue, traceback: limited([...place(error), ...text.split("\n")]) };
}

/** `inspect` puts an error without frames in brackets, with its class behind a name that differs. */
function unbracketed(text: string, name: string, message: string): string {
  const head = message === "" ? "" : `: ${message}`;
  const end = text.indexOf(`${head}]`);
  return text.startsWith("[") && end >= 0
    ? `${name}${head}${text.slice(end + head.length + 1)}`
    : text;
}

function otherFailure(thrown: unknown): Failure {
  const text = typeof thrown === "string" ? thrown : inspect(thrown, { maxStringLength: 10_000 });
  return {
    ename: "Thrown",
    evalue: shortened(text),
    traceback: limited(`Thrown: ${text}`.split("\n")),
  };
}

/** The line of the notebook or of a local file in which it happened, with a caret. */
function place(error: Error): string[] {
  const found = placeOf(error);
  if (found?.text === undefined) {
    return [];
  }
  const { line, text } = found;
  return [`${nameOf(found)}:${line}`, ...excerpt(text, found), ""];
}

function limited(lines: string[]): string[] {
  const shown = lines.slice(0, LINES).map(shortened);
  return lines.length <= LINES ? shown : [...shown, `… and ${lines.length - LINES} more lines`];
}

function shortened(text: string): string {
  return text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST)}… and ${text.length - LONGEST} more characters`;
}
