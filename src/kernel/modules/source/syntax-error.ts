/** Mistakes in local files, with their place. */
import { excerpt } from "../../excerpt.js";
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
  const { line, column } = place;
  const [text, marks] = excerpt(place.text, place);
  const margin = `${line} | `;
  const below = " ".repeat(margin.length);
  return plain(`${name}:${line}:${column}: ${what}\n${margin}${text}\n${below}${marks}`);
}

/** Without frames of ours: the place is in the message. */
function plain(message: string): SyntaxError {
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}`;
  return error;
}
