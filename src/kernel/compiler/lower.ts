/**
 * TypeScript to JavaScript that can be interrupted.
 *
 * esbuild strips types and lowers what Node does not know yet. It also turns
 * async functions into generators: whoever steps a generator decides how each
 * continuation runs, and ours runs it where SIGINT can break it.
 */
import type { Message, TransformFailure, TransformOptions } from "esbuild";
import { redirectHelpers } from "./helpers.js";
import { transformWith } from "./service.js";

export interface LowerOptions
  extends Pick<TransformOptions, "tsconfigRaw" | "keepNames" | "loader" | "format" | "platform"> {
  /** Name of the source in the map and in stack frames. */
  sourcefile: string;
  /** Source map (JSON) from `code` to the text that it was made of; the result leads there too. */
  map?: string;
  /** Largest number of errors that are told; all of them unless told otherwise. */
  logLimit?: number;
}

export interface Lowered {
  code: string;
  /** Source map, version 3, as JSON. */
  map: string;
}

/**
 * Lowers a module or a script. Rejects with esbuild's `TransformFailure`, whose
 * `errors` have their places in `code`, in lines from 1 and bytes from 0.
 *
 * A module that waits at its top with `for await` or `await using` keeps its
 * async functions as they are, because esbuild cannot lower those beside it.
 */
export async function lowerTypeScript(code: string, options: LowerOptions): Promise<Lowered> {
  let awaits: Message[];
  try {
    return await lowered(code, options);
  } catch (failure) {
    const { errors = [] } = failure as Partial<TransformFailure>;
    awaits = errors.filter(({ text }) => text.startsWith("Top-level await is not available"));
    if (awaits.length === 0 || awaits.length < errors.length) throw failure;
  }
  const hidden = options.map === undefined ? hide(code, awaits) : undefined;
  // `for await` shows itself only here: with the stand-in it does not parse.
  const attempt = hidden && (await lowered(hidden, options).catch(() => undefined));
  if (attempt) {
    const { code: text, map } = attempt;
    const parts = text.split(STAND_IN);
    if (parts.length === awaits.length + 1) {
      const withText = { ...(JSON.parse(map) as object), sourcesContent: [code] };
      return { code: parts.join("await "), map: JSON.stringify(withText) };
    }
  }
  return transformed(code, options, {});
}

async function lowered(code: string, options: LowerOptions): Promise<Lowered> {
  const result = await transformed(code, options, { "async-await": false });
  return { code: redirectHelpers(result.code), map: result.map };
}

async function transformed(
  code: string,
  { map, ...options }: LowerOptions,
  supported: Record<string, boolean>,
): Promise<Lowered> {
  const input = map
    ? `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`
    : code;
  const result = await transformWith(input, {
    loader: "ts",
    target: "es2022",
    charset: "utf8",
    sourcemap: "external",
    logLevel: "silent",
    logLimit: 0,
    ...options,
    supported: { "import-attributes": true, ...supported },
  });
  return { code: result.code, map: result.map };
}

/**
 * What stands for an `await` at the top of a module while esbuild looks at the
 * rest. Unary operators have the grammar of `await`, these have its length, and
 * `~` cannot continue the line before.
 */
const STAND_IN = "~-~-~";

/** The text with each of these awaits replaced; nothing where one of them is another construct. */
function hide(code: string, awaits: readonly Message[]): string | undefined {
  if (code.includes(STAND_IN)) return undefined;
  const lines = code.split(/(?<=\r\n|[\n\u2028\u2029]|\r(?!\n))/);
  for (const { location } of awaits) {
    if (!location) return undefined;
    const line = lines[location.line - 1];
    const start = Buffer.from(line).subarray(0, location.column).toString().length;
    if (!line.startsWith("await", start) || /^await\s+using\b/.test(line.slice(start)))
      return undefined;
    lines[location.line - 1] = line.slice(0, start) + STAND_IN + line.slice(start + 5);
  }
  return lines.join("");
}
