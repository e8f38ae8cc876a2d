/** Whether code can run as it is, wants more lines, or is wrong. */
import type { Completeness } from "../language/language.js";
import { beginsWithBlock, type CellSyntax, parseAsObject, parseCell } from "./parse.js";

/** "Unterminated string literal": no further line can end it. */
const UNTERMINATED_STRING = 1002;
/** "Unterminated template literal", and the same of a comment: what follows is text, not code. */
const UNTERMINATED_TEXT: ReadonlySet<number> = new Set([1160, 1010]);

/**
 * Code is incomplete when the first thing that TypeScript misses is missing at
 * the end. The indent continues the last line, one step deeper after a bracket
 * or an arrow.
 */
export function completeness(code: string): Completeness {
  try {
    const cell = parseCell(code);
    if (cell.errors.length === 0) return { status: "complete" };
    const end = code.trimEnd().length;
    let missing = missingAtEnd(cell, end);
    if (missing === undefined && beginsWithBlock(cell))
      missing = missingAtEnd(parseAsObject(code), end);
    if (missing === undefined) return { status: "invalid" };
    return {
      status: "incomplete",
      indent: UNTERMINATED_TEXT.has(missing) ? "" : indentAfter(code),
    };
  } catch (error) {
    // Nested too deeply.
    if (error instanceof RangeError) return { status: "invalid" };
    throw error;
  }
}

/** TypeScript's code for what is missing, if it is missing at the end. */
function missingAtEnd({ errors, shift }: CellSyntax, end: number): number | undefined {
  const [{ start, code }] = errors;
  return start - shift >= end && code !== UNTERMINATED_STRING ? code : undefined;
}

function indentAfter(code: string): string {
  const line = code
    .trimEnd()
    .split(/\r\n|[\n\r]/)
    .pop()!;
  const [indent] = /^\s*/.exec(line)!;
  return /(?:[([{]|=>)\s*(?:\/\/.*)?$/.test(line) ? `${indent}  ` : indent;
}
