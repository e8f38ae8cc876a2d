/** Source maps (version 3) that lead to a cell's text. */
import type { CellSource } from "../language/language.js";

/** The map of a text that was made of a cell. */
export function mapOf({ label, code }: CellSource, mappings: string): string {
  return JSON.stringify({
    version: 3,
    sources: [label],
    sourcesContent: [code],
    names: [],
    mappings,
  });
}

/** The map of a script that has been moved down by one line; `map` as esbuild writes it. */
export function lineBelow(map: string): string {
  return map.replace('"mappings": "', '"mappings": ";');
}
