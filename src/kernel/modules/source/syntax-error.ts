import { readable } from "../locate.js";

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface Place {
  line: number;
  column: number;
  /** Length of the marked text in code units. */
  length?: number;
  text: string;
}

/** A mistake in a file, written for the person who made it: where, what, and the line itself. */
export function syntaxError(file: string, what: string, place?: Place): SyntaxError {
  const name = readable(file);
  if (!place) return plain(`${name}: ${what}`);
  const { line, column, length = 1, text } = place;
  const margin = `${line} | `;
  // Tabs stay tabs, so that the mark stands under its text however wide they are.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  const mark = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
  return plain(
    `${name}:${line}:${column}: ${what}\n${margin}${text}\n${" ".repeat(margin.length)}${indent}${mark}`,
  );
}

/** Without frames of ours: the place is in the message. */
function plain(message: string): SyntaxError {
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}`;
  return error;
}
