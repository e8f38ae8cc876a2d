/** Lowers local files with the compiler of the cells, so that they can be interrupted like cells. */
import { extname } from "node:path";
import type { Loader, TransformFailure } from "esbuild";
import type { CompilerOptions } from "./compiler-options.js";
import { syntaxError } from "./syntax-error.js";

export interface Lowered {
  code: string;
  /** Absent where the code is untouched. */
  map?: string;
}

const LOADERS: Readonly<Record<string, Loader>> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
  ".json": "json",
};

/** Loaded after the hooks are registered, for it brings esbuild with it. */
export const compiler = () => import("../../compiler/lower.js");

/**
 * A local file as JavaScript whose async functions can be interrupted.
 *
 * JavaScript that a compiler has written (it names a source map) is only
 * lowered where it has something to lower: of a built library that is 6 files
 * in 174, and 10 ms instead of 350.
 *
 * @throws SyntaxError naming file, line and column.
 */
export async function lower(
  file: string,
  text: string,
  format: "esm" | "cjs" | "json",
  tsconfigRaw?: CompilerOptions["tsconfigRaw"],
): Promise<Lowered> {
  const loader = LOADERS[extname(file)] ?? "js";
  const built = loader === "js" && /\n\/\/# sourceMappingURL=/.test(text);
  if (built && !/\basync\b/.test(text)) return { code: text };
  const { lowerTypeScript } = await compiler();
  const options = {
    sourcefile: file,
    loader,
    tsconfigRaw,
    format: format === "cjs" ? ("cjs" as const) : undefined,
    // For the sake of Node, which finds the names that CommonJS exports by a pattern.
    platform: "node" as const,
    // Every place of an `await` at the top, not only the first few.
    logLimit: 0,
  };
  try {
    return await lowerTypeScript(text, options);
  } catch (error) {
    throw readableFailure(file, error as TransformFailure);
  }
}

function readableFailure(file: string, failure: TransformFailure): Error {
  const first = failure.errors?.[0];
  if (!first) return failure;
  const { location } = first;
  if (!location) return syntaxError(file, first.text);
  // esbuild counts in bytes of UTF-8.
  const bytes = Buffer.from(location.lineText);
  const units = (end: number) => bytes.subarray(0, end).toString().length;
  const start = units(location.column);
  return syntaxError(file, first.text, {
    line: location.line,
    column: start + 1,
    length: units(location.column + location.length) - start,
    text: location.lineText,
  });
}
