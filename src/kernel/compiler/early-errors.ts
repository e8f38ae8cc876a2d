/**
 * What only the engine itself refuses, such as a wrong regular expression. Told
 * before the cell runs, with its place in the cell.
 */
import { SourceMap } from "node:module";
import { Script as EngineScript } from "node:vm";
import type { CellSource, Diagnostic, Script } from "../language/language.js";
import { originalPlace } from "./diagnostics.js";

/** Name of the script in V8's report. */
const FILENAME = "intertwine:cell";

/** V8's complaint about a script; throws a RangeError for code that is nested too deeply for it. */
export function earlyError({ label }: CellSource, { code, map }: Script): Diagnostic | undefined {
  try {
    new EngineScript(code, { filename: FILENAME });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = placeOf(error, map);
    return { label, ...place, code: "", message: error.message };
  }
}

/** The report begins with the script's line, the line's text, and a mark under what is wrong. */
function placeOf(error: SyntaxError, map: string): Pick<Diagnostic, "line" | "column" | "length"> {
  const [head, , mark = ""] = (error.stack ?? "").split("\n");
  const line = Number(head.slice(head.lastIndexOf(":") + 1)) - 1;
  const column = Math.max(mark.indexOf("^"), 0);
  const length = /\^+/.exec(mark)?.[0].length ?? 0;
  return { ...originalPlace(new SourceMap(JSON.parse(map)), line, column), length };
}
