/** The source map from a rewritten cell to the cell's text. */
import { type MagicString, SourceMap } from "magic-string";
import type { CellSource } from "../language/language.js";

/** Beyond this size (in characters) places are kept by the line and the edit, not by the word. */
const FINE = 200_000;

/** `shift` is how far the text that was rewritten stands to the right of the cell's, in its first line. */
export function mapOf(text: MagicString, { label, code }: CellSource, shift: number): string {
  const map = text.generateDecodedMap({
    source: label,
    hires: code.length > FINE ? false : "boundary",
  });
  map.sourcesContent = [code];
  if (shift > 0)
    for (const line of map.mappings)
      for (const segment of line)
        if (segment.length > 1 && segment[2] === 0 && segment[3]! > 0) segment[3]! -= shift;
  return new SourceMap(map).toString();
}
