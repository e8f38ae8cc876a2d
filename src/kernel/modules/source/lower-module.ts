import { extname } from "node:path";
import type { Loader, Message, TransformFailure, TransformOptions } from "esbuild";
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

const LOWERED = { "async-await": false, "import-attributes": true };
const UNTOUCHED = { "import-attributes": true };

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
): Promise<Lowered> {
  const loader = LOADERS[extname(file)] ?? "js";
  const built = loader === "js" && /\n\/\/# sourceMappingURL=/.test(text);
  if (built && !/\basync\b/.test(text)) return { code: text };
  const options: TransformOptions = {
    loader,
    format: format === "cjs" ? "cjs" : "esm",
    // For the sake of Node, which finds the names that CommonJS exports by a pattern.
    platform: "node",
    target: "es2022",
    supported: LOWERED,
    sourcemap: "external",
    sourcefile: file,
    logLevel: "silent",
    logLimit: 0,
  };
  try {
    return await transformed(text, options);
  } catch (error) {
    throw readableFailure(file, error as TransformFailure);
  }
}

async function transformed(text: string, options: TransformOptions): Promise<Lowered> {
  const { transform } = await import("esbuild");
  try {
    const { code, map } = await transform(text, options);
    return { code, map };
  } catch (error) {
    const { errors = [] } = error as TransformFailure;
    const awaits = errors.filter(isTopLevelAwait);
    if (awaits.length === 0 || awaits.length < errors.length) throw error;
    const kept = await aroundAwaits(text, awaits, options);
    if (kept) return kept;
    const { code, map } = await transform(text, { ...options, supported: UNTOUCHED });
    return { code, map };
  }
}

function isTopLevelAwait(message: Message): boolean {
  return message.location !== null && message.text.startsWith("Top-level await is not available");
}

/**
 * Stands for an `await` at the top of a module while esbuild, which refuses it
 * beside lowered functions, looks at the rest. Unary operators have the grammar
 * of `await`; these have its length, and none of them can continue the line before.
 */
const STAND_IN = "~+-~+";

/** `undefined` where it cannot be done: `for await`, `await using`, and numbers, which esbuild computes. */
async function aroundAwaits(text: string, awaits: Message[], options: TransformOptions) {
  if (text.includes(STAND_IN)) return undefined;
  const { transform } = await import("esbuild");
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const ends = text.match(/\r\n|[\n\r\u2028\u2029]/g) ?? [];
  for (const { location } of awaits) {
    const { line, column } = location!;
    const start = Buffer.from(lines[line - 1])
      .subarray(0, column)
      .toString().length;
    if (lines[line - 1].slice(start, start + 5) !== "await") return undefined;
    lines[line - 1] = lines[line - 1].slice(0, start) + STAND_IN + lines[line - 1].slice(start + 5);
  }
  const joined = lines.map((line, index) => line + (ends[index] ?? "")).join("");
  try {
    const { code, map } = await transform(joined, { ...options, sourcesContent: false });
    const parts = code.split(STAND_IN);
    if (parts.length !== awaits.length + 1) return undefined;
    const withContent = { ...(JSON.parse(map) as object), sourcesContent: [text] };
    return { code: parts.join("await "), map: JSON.stringify(withContent) };
  } catch {
    return undefined;
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
