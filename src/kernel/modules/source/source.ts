/** A local file as Node gets it, kept until the file changes. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { isSettled, type Moment, stampOf } from "../moment.js";
import { type CompilerOptions, compilerOptions } from "./compiler-options.js";
import { formatOf } from "./format.js";
import { type Import, importsOfCommonJs, importsOfModule } from "./imports.js";
import { lower } from "./lower-module.js";
import { syntaxError } from "./syntax-error.js";

/** A local file as it goes to Node. */
export interface Source {
  /** Of the content and of how it is understood. */
  hash: string;
  format: "module" | "commonjs" | "json";
  code: string;
  /** Source map from `code` to the file; absent where both are the same. */
  map?: string;
  imports: readonly Import[];
  /** Why the file cannot be loaded. */
  failure?: Error;
}

interface Entry {
  /** Absent while the file is so young that its stamp says nothing. */
  stamp?: string;
  /** The newest content first, the one before it second, for who goes to and fro. */
  sources: Promise<Source>[];
  hashes: string[];
}

const KEPT = 2;
const entries = new Map<string, Entry>();

/** The file's present content, read and lowered only if it is new. `undefined`: not a module of ours. */
export async function sourceOf(file: string, moment: Moment): Promise<Source | undefined> {
  const stats = moment.stats(file);
  const declared = formatOf(file, moment);
  if (!stats || !declared) return undefined;
  const entry = entries.get(file) ?? { sources: [], hashes: [] };
  entries.set(file, entry);
  const options = /\.[mc]?tsx?$/.test(file) ? compilerOptions(file, moment) : undefined;
  const stamp = `${stampOf(stats)}:${declared}:${options?.key}`;
  if (entry.stamp === stamp) return entry.sources[0];

  const now = Date.now();
  const text = await readFile(file, "utf8");
  const meaning = `${declared}\0${options?.key}\0`;
  const hash = createHash("sha256").update(meaning).update(text).digest("hex");
  const known = entry.hashes.indexOf(hash);
  const source = known < 0 ? prepare(file, text, declared, hash, options) : entry.sources[known];
  if (known >= 0) {
    entry.sources.splice(known, 1);
    entry.hashes.splice(known, 1);
  }
  entry.sources.unshift(source);
  entry.hashes.unshift(hash);
  entry.sources.length = Math.min(entry.sources.length, KEPT);
  entry.hashes.length = entry.sources.length;
  entry.stamp = isSettled(stats, now) ? stamp : undefined;
  return source;
}

async function prepare(
  file: string,
  text: string,
  declared: NonNullable<ReturnType<typeof formatOf>>,
  hash: string,
  options: CompilerOptions | undefined,
): Promise<Source> {
  const format = declared === "detect" ? "module" : declared;
  const source: Source = { hash, format, code: text, imports: [] };
  try {
    if (declared === "json")
      return {
        ...source,
        code: text.replace(/^\uFEFF/, ""),
        failure: await jsonFailure(file, text),
      };
    if (declared === "detect" && !(await isModule(text, file)))
      return { ...source, format: "commonjs", ...commonJs(text) };
    if (declared === "commonjs" && extname(file) !== ".cts")
      return { ...source, ...commonJs(text) };
    const kind = format === "commonjs" ? "cjs" : "esm";
    const { code, map } = await lower(file, text, kind, options?.tsconfigRaw);
    if (format === "commonjs") return { ...source, map, ...commonJs(code) };
    return { ...source, code, map, imports: (await importsOfModule(code, file)).imports };
  } catch (error) {
    if (error instanceof SyntaxError) return { ...source, failure: error };
    // Not the file's fault: the next import may fare better.
    entries.delete(file);
    throw error;
  }
}

async function isModule(text: string, file: string): Promise<boolean> {
  try {
    return (await importsOfModule(text, file)).isModule;
  } catch {
    // Lowering it as a module finds the place of the mistake.
    return true;
  }
}

/**
 * Node keeps a CommonJS module under its path; the first thing that ours does
 * is to leave that place, or the next version would find this one there.
 */
const LEAVE = 'delete process.getBuiltinModule("module")._cache[__filename];';

function commonJs(text: string): { code: string; imports: Import[] } {
  const body = text.replace(/^\uFEFF/, "").replace(/^#!/, "//");
  const directives =
    /^(?:\s|\/\/.*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:"use strict"|'use strict')/.exec(body);
  const strict = directives ? '"use strict";' : "";
  return { code: strict + LEAVE + body, imports: importsOfCommonJs(text) };
}

async function jsonFailure(file: string, text: string): Promise<Error | undefined> {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
    return undefined;
  } catch (error) {
    // V8 says where only for long texts; esbuild always does.
    return lower(file, text, "json").then(
      () => syntaxError(file, (error as Error).message),
      (precise: Error) => precise,
    );
  }
}
