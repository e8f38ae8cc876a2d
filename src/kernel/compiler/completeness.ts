/** Whether code can run as it is, wants more lines, or is wrong. */
import type { Completeness } from "../language/language.js";
import { parseCell } from "./parse.js";

/** "Unterminated string literal": no further line can end it. */
const UNTERMINATED_STRING = 1002;

/**
 * Code is incomplete when the first thing that TypeScript misses is missing at
 * the end. The indent continues the last line, one step deeper within brackets
 * that the line opens.
 */
export function completeness(code: string): Completeness {
  let errors: readonly { start: number; code: number }[];
  try {
    errors = parseCell(code).errors;
  } catch {
    return { status: "invalid" };
  }
  if (errors.length === 0) return { status: "complete" };
  const [first] = errors;
  if (first.start < code.trimEnd().length || first.code === UNTERMINATED_STRING)
    return { status: "invalid" };
  const line = code
    .trimEnd()
    .split(/\r\n|[\n\r]/)
    .pop()!;
  const [indent] = /^\s*/.exec(line)!;
  return {
    status: "incomplete",
    indent: /[([{]\s*(?:\/\/.*)?$|=>$/.test(line) ? `${indent}  ` : indent,
  };
}
